import { describe, expect, it } from '@jest/globals';
import { unclear } from '@lisa/contracts/vocabulary/stack';
import type { Model } from '../domain/model.ts';
import { aHostedModel, aRequestedHostedModel, inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { deployStack } from './deploy-stack.ts';
import { stackSettled } from './stack-settled.ts';

const { uid } = aHostedModel();
const ready = { endpoint: 'http://m.elb.amazonaws.com' };

/** A world with this model, and its stack as an earlier generation left it. */
async function given(model: Model, status?: string, generation = 1): Promise<InMemoryPorts> {
  const ports = inMemoryPorts({ models: [model] });
  if (!status) return ports;
  const order = { uid, generation, correlationId: 'c1', subject: 'demo' };
  await ports.stacks.create({ ...order, ...ports.blueprints.of(aHostedModel()) });
  Object.assign(ports.stackOf.get(uid)!, { status, outputs: { ModelEndpointUrl: ready.endpoint } });
  return ports;
}

const deploy = (ports: InMemoryPorts, generation: number, token = 't1') =>
  deployStack({ uid, generation }, token, ports);
const asked = (ports: InMemoryPorts) => ports.stackOperations.slice(1);

/** The stack has come to rest, and the fact about it arrives. */
async function settles(ports: InMemoryPorts, status: string, generation: number): Promise<void> {
  Object.assign(ports.stackOf.get(uid)!, { status, outputs: { ModelEndpointUrl: ready.endpoint } });
  await stackSettled({ uid, generation }, ports);
}

const { spec } = aHostedModel();
const containerConfig = { ...spec.containerConfig!, sharedMemorySize: 4096 };
const changing = (fields: Partial<Model> = {}) =>
  aHostedModel({ status: 'Updating', generation: 2, spec: { ...spec, containerConfig }, ...fields });
const leaving = aHostedModel({ status: 'Deleting', desired: 'gone', generation: 2 });

describe('deploying the stack of a new model', () => {
  it('begins it and waits; the fact about it answers with its address', async () => {
    const ports = await given(aRequestedHostedModel());

    await deploy(ports, 1);
    expect([ports.stackOperations, ports.answers.size]).toEqual([[`create ${uid}-1`], 0]);
    await settles(ports, 'CREATE_COMPLETE', 1);

    expect(ports.answers.get('t1')).toEqual({ result: ready });
    expect((await ports.models.find('demo'))?.wait).toMatchObject({ token: 't1', generation: 1 });
  });

  it('keeps the token before CloudFormation is asked: the fact may come first', async () => {
    const ports = await given(aRequestedHostedModel());
    const { create } = ports.stacks;
    const early = async (order: Parameters<typeof create>[0]) => {
      await create(order);
      await settles(ports, 'CREATE_COMPLETE', 1);
    };

    await deployStack({ uid, generation: 1 }, 't1', { ...ports, stacks: { ...ports.stacks, create: early } });

    expect(ports.answers.get('t1')).toEqual({ result: ready });
  });

  it('answers by itself when the stack has settled before it could be told', async () => {
    const ports = await given(aRequestedHostedModel(), 'CREATE_COMPLETE');

    await deploy(ports, 1);

    expect(ports.answers.get('t1')).toEqual({ result: ready });
  });

  it('says what failed first, and why the last task stopped', async () => {
    const ports = await given(aRequestedHostedModel());
    await deploy(ports, 1);
    ports.stackOf.get(uid)!.failure = 'Service: circuit breaker';
    ports.outside.lastStop = 'Essential container in task exited (exit code 1): Weights missing';

    await settles(ports, 'CREATE_FAILED', 1);

    expect(ports.answers.get('t1')).toEqual({
      error: 'StackFailed',
      cause: 'Service: circuit breaker; Last task: Essential container in task exited (exit code 1): Weights missing',
    });
  });

  it('still says that it failed when no reason can be read', async () => {
    const ports = await given(aRequestedHostedModel());
    await deploy(ports, 1);
    const unreadable = { ...ports.stacks, firstFailure: () => Promise.reject(new Error('throttled')) };
    ports.stackOf.get(uid)!.status = 'CREATE_FAILED';

    await stackSettled({ uid, generation: 1 }, { ...ports, stacks: unreadable });

    expect(ports.answers.get('t1')).toEqual({ error: 'StackFailed', cause: 'The stack is CREATE_FAILED' });
  });
});

describe('deploying a change', () => {
  it('updates the stack and waits', async () => {
    const ports = await given(changing(), 'CREATE_COMPLETE');

    await deploy(ports, 2);
    expect([asked(ports), ports.answers.size]).toEqual([[`update ${uid}-2`], 0]);
    await settles(ports, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 1);
    expect(ports.answers.size).toBe(0);
    await settles(ports, 'UPDATE_COMPLETE', 2);

    expect(ports.answers.get('t1')).toEqual({ result: ready });
  });

  it('answers its own token when nothing changes: no event will come', async () => {
    const ports = await given(changing({ spec: aHostedModel().spec }), 'CREATE_COMPLETE');

    await deploy(ports, 2);

    expect([asked(ports), ports.answers.get('t1')]).toEqual([[], { result: ready }]);
  });

  it('leaves the copies that scaling has set alone', async () => {
    const ports = await given(changing({ keepsCopies: true }), 'CREATE_COMPLETE');
    ports.outside.running = 3;

    await deploy(ports, 2);

    expect(JSON.parse(ports.stackOf.get(uid)!.order.template)).toMatchObject({ desiredCapacity: 3 });
  });

  it('wants no copies of a model that is to stop', async () => {
    const ports = await given(changing({ status: 'Stopping', desired: 'stopped' }), 'CREATE_COMPLETE');

    await deploy(ports, 2);

    expect(JSON.parse(ports.stackOf.get(uid)!.order.template)).toMatchObject({ desiredCapacity: 0 });
  });

  it('waits for another operation and then looks again', async () => {
    const ports = await given(changing(), 'CREATE_IN_PROGRESS');

    await deploy(ports, 2);
    expect([asked(ports), ports.answers.size]).toEqual([[], 0]);
    await settles(ports, 'CREATE_COMPLETE', 1);

    expect(ports.answers.get('t1')).toMatchObject({ error: 'StackMoved' });
  });

  it('gives up a stack that can only be removed', async () => {
    const ports = await given(changing(), 'UPDATE_ROLLBACK_FAILED');

    await deploy(ports, 2);

    expect(ports.answers.get('t1')).toEqual({ error: 'StackFailed', cause: 'The stack is UPDATE_ROLLBACK_FAILED' });
  });
});

describe('removing the stack of a model that leaves', () => {
  it('waits until it is gone', async () => {
    const ports = await given(leaving, 'CREATE_COMPLETE');

    await deploy(ports, 2);
    ports.stackOf.delete(uid);
    await stackSettled({ uid, generation: 2 }, ports);

    expect([asked(ports), ports.answers.get('t1')]).toEqual([[`remove ${uid}-2`], { result: {} }]);
  });

  it('answers by itself when there is none: no event will come', async () => {
    const ports = await given(leaving);

    await deploy(ports, 2);

    expect(ports.answers.get('t1')).toEqual({ result: {} });
  });

  it('looks again when one is found after all: somebody stood still and made it meanwhile', async () => {
    const ports = await given(leaving, 'CREATE_IN_PROGRESS');
    let looks = 0;
    const find: typeof ports.stacks.find = async (id) => (++looks === 1 ? undefined : ports.stacks.find(id));

    await deployStack({ uid, generation: 2 }, 't1', { ...ports, stacks: { ...ports.stacks, find } });
    expect(ports.answers.get('t1')).toMatchObject({ error: 'StackMoved' });

    await deploy(ports, 2, 't2');
    expect(asked(ports)).toEqual([`remove ${uid}-2`]);
  });

  it('undoes a change that is under way first', async () => {
    const ports = await given(leaving, 'UPDATE_IN_PROGRESS');

    await deploy(ports, 2);
    expect(asked(ports)).toEqual([`cancel ${uid}`]);
    await settles(ports, 'UPDATE_ROLLBACK_COMPLETE', 0);
    expect(ports.answers.get('t1')).toMatchObject({ error: 'StackMoved' });
    await deploy(ports, 2, 't2');

    expect(asked(ports)).toEqual([`cancel ${uid}`, `remove ${uid}-2`]);
  });
});

describe('being overtaken', () => {
  it('ends at once when a newer intent is there', async () => {
    const ports = await given(leaving, 'CREATE_COMPLETE');

    await deploy(ports, 1);

    expect([asked(ports), ports.answers.get('t1')]).toEqual([[], { result: {} }]);
  });

  it('lets go of whoever waited before', async () => {
    const waited = { token: 't0', generation: 1, looksAgain: false };
    const ports = await given({ ...leaving, wait: waited }, 'CREATE_COMPLETE');

    await deploy(ports, 2);

    expect(ports.answers.get('t0')).toEqual({ result: {} });
  });

  it('asks for another look while CloudFormation contradicts itself', async () => {
    const ports = await given(changing(), unclear);

    await expect(deploy(ports, 2)).rejects.toMatchObject({ name: 'StackMoved' });
  });
});

describe('reading less than was told', () => {
  it('looks again when CloudFormation still shows an operation as under way whose end it told before', async () => {
    const ports = await given({ ...leaving, generation: 3 }, 'UPDATE_IN_PROGRESS', 2);
    await stackSettled({ uid, generation: 2 }, ports);

    await expect(deploy(ports, 3)).rejects.toMatchObject({ name: 'StackMoved' });
    expect([asked(ports), (await ports.models.findByUid(uid))?.wait]).toEqual([[], undefined]);

    ports.stackOf.get(uid)!.status = 'UPDATE_COMPLETE';
    await deploy(ports, 3);
    expect(asked(ports)).toEqual([`remove ${uid}-3`]);
  });

  it('answers by a stack that it saw at rest, even if CloudFormation goes back on it', async () => {
    const ports = await given(aRequestedHostedModel(), 'CREATE_COMPLETE');
    let looks = 0;
    const find: typeof ports.stacks.find = async (id) => {
      const stack = await ports.stacks.find(id);
      return ++looks === 1 || !stack ? stack : { ...stack, status: 'CREATE_IN_PROGRESS' };
    };

    await deployStack({ uid, generation: 1 }, 't1', { ...ports, stacks: { ...ports.stacks, find } });

    expect(ports.answers.get('t1')).toEqual({ result: ready });
  });

  it('does not forget the last end for one that is told late', async () => {
    const ports = await given({ ...leaving, generation: 3 }, 'UPDATE_IN_PROGRESS', 2);
    await stackSettled({ uid, generation: 2 }, ports);
    await stackSettled({ uid, generation: 1 }, ports);

    await expect(deploy(ports, 3)).rejects.toMatchObject({ name: 'StackMoved' });
  });
});

describe('hearing of a stack', () => {
  it.each([
    ['nobody waits', aHostedModel()],
    ['an earlier intent waits', { ...leaving, wait: { token: 't1', generation: 1, looksAgain: false } }],
    ['it has settled', aHostedModel({ wait: { token: 't1', generation: 1, looksAgain: false } })],
  ])('is nothing when %s', async (_, model) => {
    const ports = await given(model, 'CREATE_COMPLETE');

    await stackSettled({ uid, generation: 1 }, ports);

    expect(ports.answers.size).toBe(0);
  });

  it('is tried again when CloudFormation’s answers are behind what was told', async () => {
    const ports = await given(aRequestedHostedModel());
    await deploy(ports, 1);

    await expect(stackSettled({ uid, generation: 1 }, ports)).rejects.toMatchObject({ name: 'StackMoved' });
    await expect(stackSettled({ uid }, ports)).resolves.toBeUndefined();
  });

  it('answers who waits by then, if the record was changed meanwhile', async () => {
    const ports = await given(aRequestedHostedModel());
    await deploy(ports, 1);
    ports.stackOf.get(uid)!.status = 'CREATE_COMPLETE';
    const wait = { token: 't2', generation: 1, looksAgain: false };
    let looks = 0;
    const meanwhile: typeof ports.stacks.find = async (of) => {
      const model = (await ports.models.findByUid(uid))!;
      if (++looks === 1) await ports.models.commit(model, { ...model, wait, version: model.version + 1 });
      return ports.stacks.find(of);
    };

    await stackSettled({ uid, generation: 1 }, { ...ports, stacks: { ...ports.stacks, find: meanwhile } });

    expect([...ports.answers]).toEqual([['t2', { result: expect.anything() }]]);
  });

  it('gives up for now when the record does not stand still: the fact is tried again', async () => {
    const ports = await given(aRequestedHostedModel());
    await deploy(ports, 1);
    ports.stackOf.get(uid)!.status = 'CREATE_COMPLETE';
    const always: typeof ports.stacks.find = async (of) => {
      const model = (await ports.models.findByUid(uid))!;
      await ports.models.commit(model, { ...model, version: model.version + 1 });
      return ports.stacks.find(of);
    };

    const told = stackSettled({ uid, generation: 1 }, { ...ports, stacks: { ...ports.stacks, find: always } });

    await expect(told).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
    expect(ports.answers.size).toBe(0);
  });
});
