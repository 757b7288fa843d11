import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, workflowIn } from '@lisa/testing/run-workflow';
import type { Model } from '../../domain/model.ts';
import { aHostedModel, aModel, inMemoryPorts } from '../../../test/fakes.ts';
import { modelSteps } from '../model-steps.ts';
import { stepsWhoseStack } from '../../../test/waiting.ts';

const workflow = workflowIn(join(import.meta.dirname, 'update-model.asl.yml'));
const { modelId, uid, spec } = aHostedModel();
const input = { modelId, uid, generation: 2, selfHosted: true, trace: { correlationId: 'c1' } };
const containerConfig = { ...spec.containerConfig!, sharedMemorySize: 4096 };
const changing = aHostedModel({ status: 'Updating', generation: 2, spec: { ...spec, containerConfig }, former: spec });
const stopping = aHostedModel({ status: 'Stopping', desired: 'stopped', generation: 2 });
const starting = aHostedModel({ status: 'Starting', generation: 2, ready: false });

/** A world with this model, whose stack the create left as it was before the change. */
async function given(model: Model, before: Model = aHostedModel()) {
  const ports = inMemoryPorts({ models: [model] });
  const order = { uid, generation: 1, correlationId: 'c1', subject: modelId, ...ports.blueprints.of(before) };
  await ports.stacks.create(order);
  Object.assign(ports.stackOf.get(uid)!, { status: 'CREATE_COMPLETE', outputs: { ModelEndpointUrl: 'http://m' } });
  return ports;
}

const run = (ports: ReturnType<typeof inMemoryPorts>, ...ends: string[]) =>
  runWorkflow(workflow, stepsWhoseStack(ports, ...ends), { input });
const names = (ports: ReturnType<typeof inMemoryPorts>) => ports.facts.map(({ event }) => event.name);

describe('running UpdateModel', () => {
  it('changes a model that goes on running, and never takes it out of routers’ hands', async () => {
    const ports = await given(changing);

    const { outcome } = await run(ports, 'UPDATE_COMPLETE');

    expect([outcome, names(ports)]).toEqual(['succeeded', ['ModelReady']]);
    expect(await ports.models.find('demo')).toMatchObject({ ready: true, observedGeneration: 2, status: 'Updating' });
  });

  it('needs no fact about a stack that stays as it is', async () => {
    const ports = await given({ ...changing, spec });

    expect((await run(ports)).outcome).toBe('succeeded');
  });

  it('stops a model: routers first, then its copies, and no probe', async () => {
    const ports = await given(stopping);

    const { outcome } = await run(ports, 'UPDATE_COMPLETE');

    expect([outcome, names(ports)]).toEqual(['succeeded', ['ModelStopped', 'ModelStopped']]);
    expect(await ports.models.find('demo')).toMatchObject({ status: 'Stopped', ready: false });
  });

  it('starts a model, and calls it before routers may', async () => {
    const ports = await given(starting, { ...starting, desired: 'stopped' });
    ports.outside.notReady = '503';
    const { calls } = await run(ports, 'UPDATE_COMPLETE');
    expect(calls.filter((step) => step === 'Probe').length).toBeGreaterThan(1);

    const again = await given(starting, { ...starting, desired: 'stopped' });
    expect((await run(again, 'UPDATE_COMPLETE')).outcome).toBe('succeeded');
    expect(names(again)).toEqual(['ModelReady']);
  });

  it('changes a provider’s model without any stack', async () => {
    const ports = inMemoryPorts({ models: [aModel({ status: 'Updating', generation: 2 })] });

    const { calls } = await runWorkflow(workflow, modelSteps(ports), { input: { ...input, selfHosted: false } });

    expect(calls).toEqual(['Withdraw', 'Settle']);
  });

  it('looks again when the stack has moved', async () => {
    const steps = { DeployStack: [fails('StackMoved'), fails('StackMoved'), {}] };

    expect((await runWorkflow(workflow, steps, { input })).outcome).toBe('succeeded');
  });
});

describe('failing to update', () => {
  it('goes back to what the model was before, as a new intent', async () => {
    const ports = await given(changing);

    const { error } = await run(ports, 'UPDATE_ROLLBACK_COMPLETE');

    expect([error, names(ports)]).toEqual(['ModelNotUpdated', ['ModelRequested']]);
    expect(await ports.models.find('demo')).toMatchObject({
      generation: 3,
      ready: true,
      spec,
      setback: 'The change was taken back: The stack is UPDATE_ROLLBACK_COMPLETE',
    });
  });

  it('wants a model stopped again that does not start', async () => {
    const ports = await given(starting, { ...starting, desired: 'stopped' });

    await run(ports, 'UPDATE_ROLLBACK_COMPLETE');

    expect(await ports.models.find('demo')).toMatchObject({ desired: 'stopped', status: 'Stopping', generation: 3 });
  });

  it.each(['Withdraw', 'DeployStack', 'Probe', 'Settle'])('keeps id and reason when %s fails', async (step) => {
    const { outcome, inputOf } = await runWorkflow(workflow, { [step]: fails('StackRefused', 'no') }, { input });

    expect(outcome).toBe('failed');
    expect(inputOf('MarkFailed')).toMatchObject({ uid, failure: { Error: 'StackRefused', Cause: 'no' } });
  });
});
