import { describe, expect, it } from '@jest/globals';
import { ModelRequested } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { inTrace } from '@lisa/kit/trace';
import { uidOf } from '@lisa/testing/counted-ids';
import {
  aHostedModel,
  aLeavingModel,
  aModel,
  aRequestedHostedModel,
  aRequestedModel,
  inMemoryPorts,
} from '../../test/fakes.ts';
import { startWorkflow } from './start-workflow.ts';

describe('starting the workflow of the last intent', () => {
  it.each([
    [aRequestedModel(), 'CreateModel', 1, false],
    [aRequestedHostedModel(), 'CreateModel', 1, true],
    [aHostedModel({ status: 'Updating', generation: 2 }), 'UpdateModel', 2, true],
    [aHostedModel({ status: 'Stopping', desired: 'stopped', generation: 2 }), 'UpdateModel', 2, true],
    [aHostedModel({ status: 'Starting', generation: 2 }), 'UpdateModel', 2, true],
    [aLeavingModel(), 'DeleteModel', 2, false],
  ] as const)('is a matter of what is wanted: %#', async (model, workflow, generation, selfHosted) => {
    const ports = inMemoryPorts({ models: [model] });

    await startWorkflow(model.uid, ports);

    const { modelId, uid } = model;
    const input = { modelId, uid, generation, selfHosted, trace: { correlationId: 'c1' } };
    expect([...ports.executions]).toEqual([[`${uid}-${generation}`, { workflow, input, status: 'RUNNING' }]]);
  });

  it('keeps the correlation of the request when the sweep or another event knocks', async () => {
    const model = aRequestedModel();
    const ports = inMemoryPorts({ models: [model] });

    await inTrace({ correlationId: 'sweep', causationId: 'e9' }, () => startWorkflow(model.uid, ports));

    const trace = { correlationId: 'c1', causationId: 'e9' };
    expect(ports.executions.get(`${model.uid}-1`)?.input.trace).toEqual(trace);
  });

  it.each([
    ['a settled model', aModel()],
    ['one that failed', aModel({ status: 'Failed', ready: false })],
  ])('is nothing for %s', async (_, model) => {
    const ports = inMemoryPorts({ models: [model] });

    await startWorkflow(model.uid, ports);

    expect([ports.executions.size, ports.facts]).toEqual([0, []]);
  });

  it('is nothing for a model that is gone', async () => {
    const ports = inMemoryPorts();

    await startWorkflow(uidOf(1), ports);

    expect(ports.executions.size).toBe(0);
  });

  it('is harmless while it runs', async () => {
    const model = aRequestedModel();
    const ports = inMemoryPorts({ models: [model] });

    await startWorkflow(model.uid, ports);
    await startWorkflow(model.uid, ports);

    expect([ports.executions.size, ports.facts]).toEqual([1, []]);
  });

  it('goes on as the next generation when it ended without settling the model', async () => {
    const model = aRequestedModel();
    const ports = inMemoryPorts({ models: [model] });
    await startWorkflow(model.uid, ports);
    ports.executions.get(`${model.uid}-1`)!.status = 'FAILED';

    await startWorkflow(model.uid, ports);

    const intent = { modelId: 'demo', uid: model.uid, generation: 2, desired: 'running' } as const;
    expect(ports.facts).toEqual([fact(ModelRequested, intent)]);
    expect(await ports.models.find('demo')).toMatchObject({ generation: 2, version: 2, status: 'Creating' });
  });
});
