import { describe, expect, it } from '@jest/globals';
import { ModelRequested } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { aLeavingModel, aModel, aReadyModel, aRequestedModel, inMemoryPorts } from '../../test/fakes.ts';
import { deleteModel } from './delete-model.ts';

const wantsGone = (uid: string, generation: number) =>
  fact(ModelRequested, { modelId: 'demo', uid, generation, desired: 'gone' });

describe('deleting a model', () => {
  it.each([
    ['in service', aModel()],
    ['ready and not routed', aReadyModel()],
    ['still being created', aRequestedModel()],
    ['failed', aModel({ status: 'Failed', ready: false })],
  ])('wants one gone that is %s, and says so in the same write', async (_, model) => {
    const ports = inMemoryPorts({ models: [model] });

    const leaving = await deleteModel('demo', ports);

    expect(leaving).toMatchObject({ desired: 'gone', generation: 2, status: 'Deleting', version: model.version + 1 });
    expect(ports.facts).toEqual([wantsGone(model.uid, 2)]);
  });

  it('answers the same again while it leaves, and says nothing twice', async () => {
    const leaving = aLeavingModel();
    const ports = inMemoryPorts({ models: [leaving] });

    expect(await deleteModel('demo', ports)).toEqual(leaving);
    expect(ports.facts).toEqual([]);
  });

  it('tries again where deleting has failed', async () => {
    const failed = aLeavingModel({ status: 'Failed', observedGeneration: 2, ready: false, reason: 'no permission' });
    const ports = inMemoryPorts({ models: [failed] });

    const leaving = await deleteModel('demo', ports);

    expect(leaving).toMatchObject({ status: 'Deleting', generation: 3 });
    expect(leaving.reason).toBeUndefined();
    expect(ports.facts).toEqual([wantsGone(failed.uid, 3)]);
  });

  it('knows no model of another name', async () => {
    await expect(deleteModel('demo', inMemoryPorts())).rejects.toMatchObject({ code: 'ModelNotFound' });
  });

  it('lets one of two win that change it at the same time', async () => {
    const ports = inMemoryPorts({ models: [aModel()] });

    const outcomes = await Promise.allSettled([deleteModel('demo', ports), deleteModel('demo', ports)]);

    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'ChangedMeanwhile' } },
    ]);
    expect(ports.facts).toHaveLength(1);
  });
});
