import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, workflowIn } from '@lisa/testing/run-workflow';
import { aLeavingModel, aRequestedHostedModel, aRequestedModel, inMemoryPorts } from '../../../test/fakes.ts';
import { modelSteps } from '../model-steps.ts';
import { stepsWhoseStack } from '../../../test/waiting.ts';

const workflow = workflowIn(join(import.meta.dirname, 'create-model.asl.yml'));
const { modelId, uid, generation } = aRequestedModel();
const input = { modelId, uid, generation, selfHosted: false, trace: { correlationId: 'c1' } };
const ofHosted = { ...input, selfHosted: true };

describe('running CreateModel', () => {
  it('settles the model as ready', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });

    const { outcome } = await runWorkflow(workflow, modelSteps(ports), { input });

    expect(outcome).toBe('succeeded');
    expect(await ports.models.find('demo')).toMatchObject({ ready: true, observedGeneration: 1 });
  });

  it('keeps the id and the reason when Settle fails', async () => {
    const { outcome, error, inputOf } = await runWorkflow(
      workflow,
      { Settle: fails('Error', 'no permission') },
      { input },
    );

    expect([outcome, error]).toEqual(['failed', 'ModelNotCreated']);
    expect(inputOf('MarkFailed')).toEqual({ ...input, failure: { Error: 'Error', Cause: 'no permission' } });
  });

  it('shows an administrator the words of the failure, not the JSON around them', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });
    const thrown = JSON.stringify({ errorType: 'Error', errorMessage: 'no permission', trace: ['at x'] });

    await runWorkflow(workflow, { ...modelSteps(ports), Settle: fails('Error', thrown) }, { input });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason: 'no permission' });
  });

  it.each([
    ['States.Timeout', '', 'States.Timeout'],
    ['Error', 'not JSON', 'Error: not JSON'],
    ['Error', 'null', 'Error: null'],
    ['Error', '{"errorMessage":7}', 'Error: {"errorMessage":7}'],
  ])('finds words for %s with the cause %j', async (error, cause, words) => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });

    await runWorkflow(workflow, { ...modelSteps(ports), Settle: fails(error, cause) }, { input });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason: words });
  });

  it.each([
    ['somebody changed the model meanwhile', 'ChangedMeanwhile', 5],
    ['Lambda is busy', 'Lambda.TooManyRequestsException', 8],
    ['its function died', 'Runtime.ExitError', 8],
    ['a service throttles', 'Throttling', 8],
    ['the step took too long', 'States.Timeout', 8],
  ])('tries again when %s, and not for ever', async (_, error, attempts) => {
    const lasting = fails(error);
    const passing = [...Array.from({ length: attempts }, () => lasting), {}];

    expect((await runWorkflow(workflow, { Settle: passing }, { input })).outcome).toBe('succeeded');
    expect((await runWorkflow(workflow, { Settle: lasting }, { input })).calls).toHaveLength(attempts + 2);
  });

  it('leaves the model to the sweep when even MarkFailed fails', async () => {
    const ports = inMemoryPorts({ models: [aRequestedModel()] });
    const broken = fails('Error', 'database is away');

    const { outcome, error } = await runWorkflow(workflow, { Settle: broken, MarkFailed: broken }, { input });

    expect([outcome, error]).toEqual(['failed', 'Error']);
    expect(await ports.models.find('demo')).toEqual(aRequestedModel());
  });

  it('knows at once what no repetition will help', async () => {
    const { calls } = await runWorkflow(workflow, { Settle: fails('ZodError', 'uid') }, { input });

    expect(calls).toEqual(['Settle', 'MarkFailed']);
  });

  it('does nothing to a model that is wanted gone by now', async () => {
    const ports = inMemoryPorts({ models: [aLeavingModel()] });

    expect((await runWorkflow(workflow, modelSteps(ports), { input })).outcome).toBe('succeeded');
    expect([await ports.models.find('demo'), ports.facts]).toEqual([aLeavingModel(), []]);
  });
});

describe('running CreateModel for a model of our own', () => {
  it('makes the stack, calls the model, and settles it with its address', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });

    const { outcome, calls } = await runWorkflow(workflow, stepsWhoseStack(ports, 'CREATE_COMPLETE'), {
      input: ofHosted,
    });

    expect([outcome, calls]).toEqual(['succeeded', ['CheckSources', 'DeployStack', 'Probe', 'Settle']]);
    expect(await ports.models.find('demo')).toMatchObject({
      ready: true,
      target: { via: 'direct', baseUrl: 'http://m.elb.amazonaws.com/v1' },
    });
  });

  it('makes no stack for weights that are missing', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    ports.outside.missing = 'Weights missing: s3://b/m/ holds no object';

    const { calls } = await runWorkflow(workflow, stepsWhoseStack(ports), { input: ofHosted });

    expect([calls, ports.stackOperations]).toEqual([['CheckSources', 'MarkFailed'], []]);
    expect(await ports.models.find('demo')).toMatchObject({
      status: 'Failed',
      reason: expect.stringContaining('Weights missing: s3://b/m/ holds no object'),
    });
  });

  it('tells what failed first, and why the last task stopped', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    ports.outside.lastStop = 'Essential container in task exited (exit code 1)';

    const { error } = await runWorkflow(workflow, stepsWhoseStack(ports, 'CREATE_FAILED'), { input: ofHosted });

    expect(error).toBe('ModelNotCreated');
    expect(await ports.models.find('demo')).toMatchObject({
      status: 'Failed',
      reason: 'Last task: Essential container in task exited (exit code 1)',
    });
  });

  it.each([
    ['StackRefused', 'Template error', 'CloudFormation refused the stack: Template error'],
    ['StackFailed', 'Service: breaker', 'Service: breaker'],
  ])('words %s so that an operator can act on it, without trying again', async (error, cause, reason) => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    const steps = { ...modelSteps(ports), DeployStack: fails(error, cause) };

    const { calls } = await runWorkflow(workflow, steps, { input: ofHosted });

    expect(calls.filter((step) => step === 'DeployStack')).toHaveLength(1);
    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason });
  });

  it('does not begin to wait again after the wait has ended', async () => {
    const steps = { DeployStack: fails('States.Timeout') };

    const { calls, inputOf } = await runWorkflow(workflow, steps, { input: ofHosted });

    expect(calls).toEqual(['CheckSources', 'DeployStack', 'MarkFailed']);
    expect(inputOf('MarkFailed')).toMatchObject({ uid, failure: { Error: 'States.Timeout' } });
  });

  it('calls the model again until it answers, and not for ever', async () => {
    const lasting = fails('NotReadyYet', '503');
    const passing = [lasting, lasting, {}];

    expect((await runWorkflow(workflow, { Probe: passing }, { input: ofHosted })).outcome).toBe('succeeded');
    const { calls } = await runWorkflow(workflow, { Probe: lasting }, { input: ofHosted });
    expect(calls.filter((step) => step === 'Probe')).toHaveLength(31);
  });

  it('waits no longer for a model whose tasks stop again and again', async () => {
    const { calls } = await runWorkflow(workflow, { Probe: fails('TasksStop', 'exit code 1') }, { input: ofHosted });

    expect(calls.filter((step) => step === 'Probe')).toHaveLength(1);
  });
});
