import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, workflowIn } from '@lisa/testing/run-workflow';
import { aLeavingModel, aRequestedModel, inMemoryPorts } from '../../../test/fakes.ts';
import { modelSteps } from '../model-steps.ts';

const workflow = workflowIn(join(import.meta.dirname, 'create-model.asl.yml'));
const { modelId, uid, generation } = aRequestedModel();
const input = { modelId, uid, generation, trace: { correlationId: 'c1' } };

describe('running CreateModel', () => {
  it('settles the model as ready', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });

    const { outcome } = await runWorkflow(workflow, modelSteps(ports), { input });

    expect(outcome).toBe('succeeded');
    expect(await ports.models.find('demo')).toMatchObject({ ready: true, observedGeneration: 1 });
  });

  it('keeps the id and the reason when SettleReady fails', async () => {
    const { outcome, error, inputOf } = await runWorkflow(
      workflow,
      { SettleReady: fails('Error', 'no permission') },
      { input },
    );

    expect([outcome, error]).toEqual(['failed', 'ModelNotCreated']);
    expect(inputOf('MarkFailed')).toEqual({ ...input, failure: { Error: 'Error', Cause: 'no permission' } });
  });

  it('shows an administrator the words of the failure, not the JSON around them', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });
    const thrown = JSON.stringify({ errorType: 'Error', errorMessage: 'no permission', trace: ['at x'] });

    await runWorkflow(workflow, { ...modelSteps(ports), SettleReady: fails('Error', thrown) }, { input });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason: 'no permission' });
  });

  it.each([
    ['States.Timeout', '', 'States.Timeout'],
    ['Error', 'not JSON', 'Error: not JSON'],
    ['Error', 'null', 'Error: null'],
    ['Error', '{"errorMessage":7}', 'Error: {"errorMessage":7}'],
  ])('finds words for %s with the cause %j', async (error, cause, words) => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });

    await runWorkflow(workflow, { ...modelSteps(ports), SettleReady: fails(error, cause) }, { input });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason: words });
  });

  it.each([
    ['somebody changed the model meanwhile', 'ChangedMeanwhile', 4],
    ['Lambda is busy', 'Lambda.TooManyRequestsException', 6],
    ['the step took too long', 'States.Timeout', 6],
  ])('tries again when %s, and not for ever', async (_, error, attempts) => {
    const lasting = fails(error);
    const passing = [...Array.from({ length: attempts }, () => lasting), {}];

    expect((await runWorkflow(workflow, { SettleReady: passing }, { input })).outcome).toBe('succeeded');
    expect((await runWorkflow(workflow, { SettleReady: lasting }, { input })).calls).toHaveLength(attempts + 2);
  });

  it('leaves the model to the sweep when even MarkFailed fails', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });
    const broken = fails('Error', 'database is away');

    const { outcome, error } = await runWorkflow(workflow, { SettleReady: broken, MarkFailed: broken }, { input });

    expect([outcome, error]).toEqual(['failed', 'Error']);
    expect(await ports.models.find('demo')).toEqual(aRequestedModel());
  });

  it('does nothing to a model that is wanted gone by now', async () => {
    const ports = inMemoryPorts({ models: [aLeavingModel()] });

    expect((await runWorkflow(workflow, modelSteps(ports), { input })).outcome).toBe('succeeded');
    expect([await ports.models.find('demo'), ports.facts]).toEqual([aLeavingModel(), []]);
  });
});
