import { describe, expect, it } from '@jest/globals';
import { ModelChanged, ModelReady, ModelRetired } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { uidOf } from '@lisa/testing/counted-ids';
import { published } from '../domain/model.ts';
import {
  aHostedModel,
  aLeavingModel,
  aModel,
  aReadyModel,
  aRequestedHostedModel,
  aRequestedModel,
  inMemoryPorts,
} from '../../test/fakes.ts';
import { createModel } from './create-model.ts';
import { republish } from './republish.ts';
import { sweep } from './sweep.ts';
import { settleGone } from './workflow-steps.ts';

const fromNow = (ports: { clock: { now(): number } }, seconds: number) => ports.clock.now() - seconds * 1000;
const anOrder = { correlationId: 'c1', subject: 'demo', template: '{}', parameters: {} };
const hour = { changedAt: Date.UTC(2026, 10, 21, 13) };

describe('sweeping', () => {
  it('starts what was never started, and what ended without settling', async () => {
    const models = [aRequestedModel(hour), aLeavingModel({ modelId: 'old', uid: uidOf(2), ...hour })];
    const ports = inMemoryPorts({ models });
    await ports.workflows.start('DeleteModel', {
      modelId: 'old',
      uid: uidOf(2),
      generation: 2,
      selfHosted: false,
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

  it('wakes a workflow whose stack has settled without a word', async () => {
    const waiting = aRequestedHostedModel({ wait: { token: 't1', generation: 1, looksAgain: false }, ...hour });
    const ports = inMemoryPorts({ models: [waiting] });
    await ports.stacks.create({ uid: waiting.uid, generation: 1, ...anOrder });
    ports.stackOf.get(waiting.uid)!.status = 'CREATE_COMPLETE';

    await sweep({ olderThanSeconds: 120 }, ports);

    expect(ports.answers.get('t1')).toMatchObject({ result: {} });
  });

  it('hands stacks that nobody owns to who may remove them, once they are old enough to be sure', async () => {
    const owner = aHostedModel();
    const ports = inMemoryPorts({ models: [owner] });
    for (const uid of [owner.uid, uidOf(7)]) await ports.stacks.create({ uid, generation: 1, ...anOrder });
    for (const stack of ports.stackOf.values()) Object.assign(stack, { status: 'CREATE_COMPLETE', age: 15 * 60 });

    await sweep({ olderThanSeconds: 120 }, ports);
    expect(ports.outside.removedOrphans).toEqual([]);

    for (const stack of ports.stackOf.values()) stack.age += 1;
    await sweep({ olderThanSeconds: 120 }, ports);
    expect(ports.outside.removedOrphans).toEqual([uidOf(7)]);
  });

  it('tells of models whose stack is gone without a word', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel(hour)] });

    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 1 });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', ready: false });
    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 0 });
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

    await expect(
      sweep({ olderThanSeconds: 120 }, { ...ports, workflows: { ...ports.workflows, start } }),
    ).rejects.toThrow('no such state machine');

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
