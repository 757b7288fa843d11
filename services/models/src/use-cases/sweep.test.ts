import { describe, expect, it } from '@jest/globals';
import { ModelChanged, ModelReady, ModelRetired } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { uidOf } from '@lisa/testing/counted-ids';
import { published } from '../domain/model.ts';
import { aLeavingModel, aModel, aReadyModel, aRequestedModel, inMemoryPorts } from '../../test/fakes.ts';
import { createModel } from './create-model.ts';
import { republish, sweep } from './sweep.ts';
import { settleGone } from './workflow-steps.ts';

const fromNow = (ports: { clock: { now(): number } }, seconds: number) => ports.clock.now() - seconds * 1000;
const hour = { changedAt: Date.UTC(2026, 10, 21, 13) };

describe('sweeping', () => {
  it('starts what was never started, and what ended without settling', async () => {
    const models = [aRequestedModel(hour), aLeavingModel({ modelId: 'old', uid: uidOf(2), ...hour })];
    const ports = inMemoryPorts({ models });
    await ports.workflows.start('DeleteModel', {
      modelId: 'old',
      uid: uidOf(2),
      generation: 2,
      trace: { correlationId: 'c' },
    });
    ports.executions.get(`${uidOf(2)}-2`)!.status = 'FAILED';

    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 2 });

    expect(ports.executions.has(`${models[0]!.uid}-1`)).toBe(true);
    expect(await ports.models.find('old')).toMatchObject({ generation: 3 });
  });

  it('repeats ModelReady for what no router has confirmed', async () => {
    const waiting = aReadyModel(hour);
    const ports = inMemoryPorts({ models: [waiting] });

    await sweep({ olderThanSeconds: 120 }, ports);

    expect(ports.facts).toEqual([fact(ModelReady, published(waiting))]);
    expect(await ports.models.find('demo')).toEqual(waiting);
  });

  it('leaves alone what is under way, in service or failed', async () => {
    const ports = inMemoryPorts();
    const young = aRequestedModel({ changedAt: fromNow(ports, 119) });
    const models = [
      young,
      aModel({ uid: uidOf(2), ...hour }),
      aModel({ uid: uidOf(3), status: 'Failed', ready: false, ...hour }),
    ];
    const world = inMemoryPorts({ models });

    expect(await sweep({ olderThanSeconds: 120 }, world)).toEqual({ repaired: 0 });

    expect([world.executions.size, world.facts]).toEqual([0, []]);
  });

  it('removes a key whose create never committed, once it is old enough to be sure', async () => {
    const owner = aModel();
    const ports = inMemoryPorts({ models: [owner], keys: { [owner.uid]: 'mine', [uidOf(7)]: 'orphan' } });

    ports.clock.advance(15 * 60);
    await sweep({ olderThanSeconds: 120 }, ports);
    expect(ports.keys.size).toBe(2);

    ports.clock.advance(1);
    await sweep({ olderThanSeconds: 120 }, ports);
    expect([...ports.keys.keys()]).toEqual([owner.uid]);
  });

  it('hands facts that nobody took to the relay again', async () => {
    const ports = inMemoryPorts();
    const request = {
      modelId: 'demo',
      modelName: 'm',
      modelType: 'textgen',
      hostingType: 'third_party',
      streaming: false,
    } as const;
    await createModel(request, { username: 'jo', groups: [], isAdmin: true }, ports);
    ports.outbox.stream.length = 0;
    ports.clock.advance(121);

    await sweep({ olderThanSeconds: 120 }, ports);

    expect(ports.outbox.stream.map(({ detailType }) => detailType)).toEqual(['ModelRequested']);
  });

  it('repairs the others when one model cannot be repaired', async () => {
    const models = [aRequestedModel(hour), aRequestedModel({ modelId: 'other', uid: uidOf(2), ...hour })];
    const ports = inMemoryPorts({ models, keys: { [uidOf(7)]: 'orphan' } });
    ports.clock.advance(3600);
    const start: typeof ports.workflows.start = (workflow, input) =>
      input.modelId === 'demo'
        ? Promise.reject(new Error('no such state machine'))
        : ports.workflows.start(workflow, input);

    await expect(sweep({ olderThanSeconds: 120 }, { ...ports, workflows: { start } })).rejects.toThrow(
      'no such state machine',
    );

    expect([...ports.executions.keys()]).toEqual([`${uidOf(2)}-1`]);
    expect(ports.keys.size).toBe(0);
  });
});

describe('republishing', () => {
  it('sends every settled projection again and changes nothing', async () => {
    const settled = [aModel(), aModel({ modelId: 'failed', uid: uidOf(2), status: 'Failed', ready: false })];
    const ports = inMemoryPorts({ models: [...settled, aRequestedModel({ modelId: 'new', uid: uidOf(3) })] });

    expect(await republish(ports)).toEqual({ published: 2 });

    expect(ports.facts).toEqual(settled.map((model) => fact(ModelChanged, published(model))));
    expect(await ports.models.find('demo')).toEqual(settled[0]);
  });

  it('says again what is gone, for those who missed it', async () => {
    const ports = inMemoryPorts({ models: [aLeavingModel()] });
    await settleGone({ uid: aLeavingModel().uid, generation: 2 }, ports);

    expect(await republish(ports)).toEqual({ published: 1 });

    const gone = fact(ModelRetired, { modelId: 'demo', uid: aLeavingModel().uid, version: 5 });
    expect(ports.facts).toEqual([gone, gone]);
  });
});
