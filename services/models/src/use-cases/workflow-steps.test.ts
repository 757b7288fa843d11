import { describe, expect, it } from '@jest/globals';
import {
  ModelFailed,
  ModelReady,
  ModelRequested,
  ModelRetired,
  ModelStopped,
} from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { published } from '../domain/model.ts';
import {
  aHostedModel,
  aLeavingModel,
  aModel,
  aRequestedHostedModel,
  aRequestedModel,
  inMemoryPorts,
  type InMemoryPorts,
} from '../../test/fakes.ts';
import { fail, removeApiKey, settle, settleGone, withdraw } from './workflow-steps.ts';

const requested = aRequestedModel();
const leaving = aLeavingModel();
const { uid } = requested;

const current = (ports: InMemoryPorts) => ports.models.find('demo');

describe('settling a model', () => {
  it('makes it ready and publishes it in the same write; in service is the routers’ word', async () => {
    const ports = inMemoryPorts({ models: [requested] });

    await settle({ uid, generation: 1 }, ports);

    const model = (await current(ports))!;
    expect(model).toMatchObject({
      ready: true,
      status: 'Creating',
      observedGeneration: 1,
      reason: expect.stringContaining('waits'),
    });
    expect(ports.facts).toEqual([fact(ModelReady, published(model))]);
  });
});

describe('settling a self-hosted model', () => {
  it('gives it the address of its stack', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });

    await settle({ uid, generation: 1, endpoint: 'http://m.elb.amazonaws.com' }, ports);

    const { target, steps } = (await current(ports))!;
    expect(target).toEqual({
      via: 'direct',
      model: aHostedModel().spec.modelName,
      baseUrl: 'http://m.elb.amazonaws.com/v1',
    });
    expect(steps.filter(({ at }) => !at).map(({ name }) => name)).toEqual(['routed']);
  });

  it('takes from its weights how many tokens it takes, if nobody has said so', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    ports.outside.contextWindow = 32_768;

    await settle({ uid, generation: 1 }, ports);

    expect((await current(ports))?.contextWindow).toBe(32_768);
  });

  it('serves it all the same when its weights cannot be read', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    const sources = { ...ports.sources, contextWindow: () => Promise.reject(new Error('no such key')) };

    await settle({ uid, generation: 1 }, { ...ports, sources });

    expect((await current(ports))?.ready).toBe(true);
  });

  it('says of one that was to stop that nothing of it runs', async () => {
    const stopping = aHostedModel({ desired: 'stopped', status: 'Stopping', generation: 2, ready: false });
    const ports = inMemoryPorts({ models: [stopping] });

    await settle({ uid, generation: 2 }, ports);

    const model = (await current(ports))!;
    expect(model).toMatchObject({ status: 'Stopped', ready: false, observedGeneration: 2 });
    expect(ports.facts).toEqual([fact(ModelStopped, published(model))]);
  });
});

describe('withdrawing', () => {
  it('leaves alone what goes on running while it changes', async () => {
    const updating = aHostedModel({ status: 'Updating', generation: 2 });
    const ports = inMemoryPorts({ models: [updating] });

    await withdraw({ uid, generation: 2 }, ports);

    expect([await current(ports), ports.facts]).toEqual([updating, []]);
  });
});

describe('withdrawing a model that leaves', () => {
  it('tells routers to send it nothing, and is not settled by that', async () => {
    const ports = inMemoryPorts({ models: [leaving] });

    await withdraw({ uid, generation: 2 }, ports);

    const model = (await current(ports))!;
    expect(model).toMatchObject({ ready: false, status: 'Deleting', observedGeneration: 1 });
    expect(ports.facts).toEqual([fact(ModelStopped, published(model))]);
  });

  it('removes its key, also when that is gone already', async () => {
    const ports = inMemoryPorts({ models: [leaving], keys: { [uid]: 'sk-1' } });

    await removeApiKey({ uid, generation: 2 }, ports);
    await removeApiKey({ uid, generation: 2 }, ports);

    expect(ports.keys.size).toBe(0);
  });

  it('frees record and name, and tells everyone to forget it', async () => {
    const ports = inMemoryPorts({ models: [leaving] });

    await settleGone({ uid, generation: 2 }, ports);

    expect([await current(ports), await ports.models.findByUid(uid)]).toEqual([undefined, undefined]);
    expect(ports.facts).toEqual([fact(ModelRetired, { modelId: 'demo', uid, version: leaving.version + 1 })]);
  });
});

describe('failing', () => {
  it.each([requested, leaving])('keeps the reason and takes the model out of the routers’ hands', async (model) => {
    const ports = inMemoryPorts({ models: [model] });

    await fail({ uid, generation: model.generation, reason: 'no permission' }, ports);

    const failed = (await current(ports))!;
    expect(failed).toMatchObject({
      status: 'Failed',
      ready: false,
      reason: 'no permission',
      observedGeneration: model.generation,
    });
    expect(ports.facts).toEqual([fact(ModelFailed, { ...published(failed), reason: 'no permission' })]);
  });

  it('cuts a reason that is too long to travel', async () => {
    const ports = inMemoryPorts({ models: [requested] });

    await fail({ uid, generation: 1, reason: 'x'.repeat(9000) }, ports);

    expect((await current(ports))?.reason).toHaveLength(1024);
  });
});

describe('failing where there is a way back', () => {
  const intent = (desired: 'running' | 'stopped') =>
    fact(ModelRequested, { modelId: 'demo', uid, generation: 3, desired });

  it('wants a model stopped again that could not be started, and says why', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel({ status: 'Starting', generation: 2, ready: false })] });

    await fail({ uid, generation: 2, reason: 'no capacity' }, ports);

    const model = await current(ports);
    expect(model).toMatchObject({
      status: 'Stopping',
      desired: 'stopped',
      setback: 'It could not be started: no capacity',
    });
    expect(ports.facts).toEqual([intent('stopped')]);
  });

  it('wants a model as it was before a change that failed', async () => {
    const { spec } = aHostedModel();
    const changed = { ...spec, modelDescription: 'new' };
    const updating = aHostedModel({ status: 'Updating', generation: 2, spec: changed, former: spec });
    const ports = inMemoryPorts({ models: [updating] });

    await fail({ uid, generation: 2, reason: 'it exits' }, ports);

    const model = (await current(ports))!;
    expect(model).toMatchObject({
      status: 'Updating',
      spec,
      ready: true,
      setback: 'The change was taken back: it exits',
    });
    expect([model.former, ports.facts]).toEqual([undefined, [intent('running')]]);
  });

  it('gives up when going back fails too, and tells the first cause first', async () => {
    const setback = 'The change was taken back: it exits';
    const ports = inMemoryPorts({ models: [aHostedModel({ status: 'Updating', generation: 3, setback })] });

    await fail({ uid, generation: 3, reason: 'no instance' }, ports);

    expect(await current(ports)).toMatchObject({
      status: 'Failed',
      reason: 'The change was taken back: it exits; and that failed too: no instance',
    });
  });
});

describe('failing because a stack takes too long', () => {
  const waits = aRequestedHostedModel({ wait: { token: 't', generation: 1, looksAgain: false } });

  it('tells what the stack and its tasks say so far', async () => {
    const ports = inMemoryPorts({ models: [waits] });
    ports.outside.lastStop = 'Essential container in task exited (exit code 1)';

    await fail({ uid, generation: 1, reason: 'States.Timeout', isTimeout: true }, ports);

    expect((await current(ports))?.reason).toBe(
      'Its infrastructure did not come up in time: Last task: Essential container in task exited (exit code 1)',
    );
  });

  it('names what is left when they say nothing', async () => {
    const ports = inMemoryPorts({ models: [waits] });

    await fail({ uid, generation: 1, reason: 'States.Timeout', isTimeout: true }, ports);

    expect((await current(ports))?.reason).toContain('no capacity for g6.xlarge');
  });

  it('says of one that was to go what to do', async () => {
    const ports = inMemoryPorts({ models: [{ ...waits, desired: 'gone', status: 'Deleting' }] });

    await fail({ uid, generation: 1, reason: 'States.Timeout', isTimeout: true }, ports);

    expect((await current(ports))?.reason).toBe(
      'Its infrastructure did not go in time: nothing was heard of its removal. Delete the model again',
    );
  });
});

describe('a step of an execution', () => {
  const steps = {
    settle: (generation: number, ports: InMemoryPorts) => settle({ uid, generation }, ports),
    withdraw: (generation: number, ports: InMemoryPorts) => withdraw({ uid, generation }, ports),
    settleGone: (generation: number, ports: InMemoryPorts) => settleGone({ uid, generation }, ports),
    fail: (generation: number, ports: InMemoryPorts) => fail({ uid, generation, reason: 'late' }, ports),
  };

  it.each(Object.entries(steps))('%s leaves alone what a newer intent has overtaken', async (_, step) => {
    const ports = inMemoryPorts({ models: [leaving] });

    await step(1, ports);

    expect([await current(ports), ports.facts]).toEqual([leaving, []]);
  });

  it.each(Object.entries(steps))('%s leaves alone what has settled', async (_, step) => {
    const ports = inMemoryPorts({ models: [aModel()] });

    await step(1, ports);

    expect([await current(ports), ports.facts]).toEqual([aModel(), []]);
  });

  it.each(Object.entries(steps))('%s has nothing to do when the model is gone', async (_, step) => {
    const ports = inMemoryPorts();

    await step(1, ports);

    expect(ports.facts).toEqual([]);
  });

  const repeatable = Object.entries(steps).filter(([name]) => name !== 'withdraw');
  it.each(repeatable)('%s says nothing new when it is repeated after its commit', async (name, step) => {
    const model = name === 'settle' ? requested : leaving;
    const ports = inMemoryPorts({ models: [model] });

    await step(model.generation, ports);
    await step(model.generation, ports);

    expect(ports.facts).toHaveLength(1);
  });
});
