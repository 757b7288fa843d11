import { describe, expect, it } from '@jest/globals';
import { uidOf } from '@lisa/testing/counted-ids';
import { aLeavingModel, aModel, aReadyModel, aRequestedModel, inMemoryPorts } from '../../test/fakes.ts';
import { modelRouted } from './model-routed.ts';

describe('hearing that every live router serves a model', () => {
  it.each([2, 3])(
    'brings it into service when they serve version %i of a model ready since version 2',
    async (served) => {
      const ready = aReadyModel({ reason: 'waits' });
      const ports = inMemoryPorts({ models: [ready] });

      await modelRouted({ uid: ready.uid, modelVersion: served }, ports);

      const model = await ports.models.find('demo');
      expect(model).toMatchObject({ status: 'InService', version: 3 });
      expect(model?.reason).toBeUndefined();
    },
  );

  it.each([
    ['an earlier version of it is served', aReadyModel({ version: 4 })],
    ['it is in service', aModel()],
    ['it is not ready', aRequestedModel()],
    ['it is leaving', aLeavingModel()],
    ['it has failed', aModel({ status: 'Failed', ready: false })],
  ])('changes nothing when %s', async (_, model) => {
    const ports = inMemoryPorts({ models: [model] });

    await modelRouted({ uid: model.uid, modelVersion: 3 }, ports);

    expect(await ports.models.find('demo')).toEqual(model);
  });

  it('changes nothing when the model is gone', async () => {
    await expect(modelRouted({ uid: uidOf(1), modelVersion: 3 }, inMemoryPorts())).resolves.toBeUndefined();
  });
});
