import { describe, expect, it } from '@jest/globals';
import { ModelFailed, ModelReady, ModelRetired, ModelStopped } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { published } from '../domain/model.ts';
import { aLeavingModel, aModel, aRequestedModel, inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { fail, removeApiKey, settleGone, settleReady, withdraw } from './workflow-steps.ts';

const requested = aRequestedModel();
const leaving = aLeavingModel();
const { uid } = requested;

const current = (ports: InMemoryPorts) => ports.models.find('demo');

describe('settling a model that answers', () => {
  it('makes it ready and publishes it in the same write; in service is the routers’ word', async () => {
    const ports = inMemoryPorts({ models: [requested] });

    await settleReady({ uid, generation: 1 }, ports);

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

describe('a step of an execution', () => {
  const steps = {
    settleReady: (generation: number, ports: InMemoryPorts) => settleReady({ uid, generation }, ports),
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
    const model = name === 'settleReady' ? requested : leaving;
    const ports = inMemoryPorts({ models: [model] });

    await step(model.generation, ports);
    await step(model.generation, ports);

    expect(ports.facts).toHaveLength(1);
  });
});
