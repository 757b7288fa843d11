import { describe, expect, it } from '@jest/globals';
import type { Probe } from '../ports.ts';
import { aHostedModel, aRequestedHostedModel, inMemoryPorts } from '../../test/fakes.ts';
import { probeModel } from './probe-model.ts';

const { uid } = aHostedModel();
const endpoint = 'http://m.elb.amazonaws.com';

describe('probing a model', () => {
  it('calls it where its stack says it is', async () => {
    const called: unknown[] = [];
    const probe: Probe = { call: async (...call) => void called.push(call) };
    const ports = { ...inMemoryPorts({ models: [aRequestedHostedModel()] }), probe };

    await probeModel({ uid, generation: 1, endpoint }, ports);

    expect(called).toEqual([
      [{ via: 'direct', model: aHostedModel().spec.modelName, baseUrl: `${endpoint}/v1` }, 'textgen'],
    ]);
  });

  it('says what came instead of an answer, and why the last task stopped', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    Object.assign(ports.outside, { notReady: '503 warming up', lastStop: 'Out of memory' });

    await expect(probeModel({ uid, generation: 1, endpoint }, ports)).rejects.toMatchObject({
      name: 'NotReadyYet',
      message: 'The model does not answer: 503 warming up; Last task: Out of memory',
    });
  });

  it('waits no longer for a model whose tasks stop again and again', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    Object.assign(ports.outside, { notReady: '503', lastStop: 'exit code 1', stops: 3 });

    await expect(probeModel({ uid, generation: 1, endpoint }, ports)).rejects.toMatchObject({ name: 'TasksStop' });
  });

  it.each([
    ['is to stop', aHostedModel({ desired: 'stopped', status: 'Stopping', generation: 2 }), 2],
    ['was overtaken', aHostedModel({ desired: 'gone', status: 'Deleting', generation: 2 }), 1],
  ])('leaves alone what %s', async (_, model, generation) => {
    const ports = inMemoryPorts({ models: [model] });
    ports.outside.notReady = 'nothing listens';

    await expect(probeModel({ uid, generation }, ports)).resolves.toBeUndefined();
  });
});
