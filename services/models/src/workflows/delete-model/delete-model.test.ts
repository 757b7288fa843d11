import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, workflowIn } from '@lisa/testing/run-workflow';
import { aHostedModel, aLeavingModel, inMemoryPorts } from '../../../test/fakes.ts';
import { modelSteps } from '../model-steps.ts';
import { stepsWhoseStack } from '../../../test/waiting.ts';

const workflow = workflowIn(join(import.meta.dirname, 'delete-model.asl.yml'));
const { modelId, uid, generation } = aLeavingModel();
const input = { modelId, uid, generation, selfHosted: false, trace: { correlationId: 'c1' } };
const steps = ['Withdraw', 'RemoveApiKey', 'SettleGone'];

describe('running DeleteModel', () => {
  it('takes the model away with its key, and says so in order', async () => {
    const ports = inMemoryPorts({ models: [aLeavingModel()], keys: { [uid]: 'sk-1' } });

    const { outcome, calls } = await runWorkflow(workflow, modelSteps(ports), { input });

    expect([outcome, calls]).toEqual(['succeeded', steps]);
    expect(ports.facts.map(({ event }) => event.name)).toEqual(['ModelStopped', 'ModelRetired']);
    expect([await ports.models.list(), ports.keys.size]).toEqual([[], 0]);
  });

  it.each(steps)('keeps the id and the reason when %s fails', async (step) => {
    const { outcome, error, inputOf } = await runWorkflow(
      workflow,
      { [step]: fails('Error', 'no permission') },
      { input },
    );

    expect([outcome, error]).toEqual(['failed', 'ModelNotDeleted']);
    expect(inputOf('MarkFailed')).toEqual({ ...input, failure: { Error: 'Error', Cause: 'no permission' } });
  });

  it.each(steps)('ends well when %s is repeated after it has worked', async (step) => {
    const ports = inMemoryPorts({ models: [aLeavingModel()], keys: { [uid]: 'sk-1' } });
    const table = modelSteps(ports);
    const lost = async (...call: [unknown, string | undefined]) => {
      await table[step]!(...call);
      throw fails('Lambda.ServiceException');
    };

    const { outcome } = await runWorkflow(workflow, { ...table, [step]: [lost, table[step]] }, { input });

    expect(outcome).toBe('succeeded');
    expect([await ports.models.list(), ports.keys.size]).toEqual([[], 0]);
  });

  it.each(steps)('goes on from there when it is started again after %s failed', async (step) => {
    const ports = inMemoryPorts({ models: [aLeavingModel()], keys: { [uid]: 'sk-1' } });
    const table = modelSteps(ports);
    await runWorkflow(workflow, { ...table, [step]: fails('Error'), MarkFailed: fails('Error') }, { input });

    const { outcome } = await runWorkflow(workflow, table, { input });

    expect(outcome).toBe('succeeded');
    expect([await ports.models.list(), ports.keys.size]).toEqual([[], 0]);
  });
});

describe('running DeleteModel for a model of our own', () => {
  const ofHosted = { ...input, selfHosted: true };
  const leaving = aHostedModel({ status: 'Deleting', desired: 'gone', generation });

  async function given(status: string) {
    const ports = inMemoryPorts({ models: [leaving] });
    const order = { uid, generation: 1, correlationId: 'c1', subject: modelId, ...ports.blueprints.of(aHostedModel()) };
    await ports.stacks.create(order);
    ports.stackOf.get(uid)!.status = status;
    return ports;
  }

  it.each([
    ['is as it was ordered', 'CREATE_COMPLETE', ['DELETE_COMPLETE']],
    ['could not be created', 'CREATE_FAILED', ['DELETE_COMPLETE']],
    ['was rolled back', 'ROLLBACK_COMPLETE', ['DELETE_COMPLETE']],
    ['is still being created', 'CREATE_IN_PROGRESS', ['DELETE_COMPLETE']],
    ['is being changed', 'UPDATE_IN_PROGRESS', ['UPDATE_ROLLBACK_COMPLETE', 'DELETE_COMPLETE']],
    ['was not removed by an earlier try', 'DELETE_FAILED', ['DELETE_COMPLETE']],
  ])('leaves nothing of a stack that %s', async (_, status, ends) => {
    const ports = await given(status);

    const { outcome } = await runWorkflow(workflow, stepsWhoseStack(ports, ...ends), { input: ofHosted });

    expect(outcome).toBe('succeeded');
    expect([await ports.models.list(), ports.stackOf.size]).toEqual([[], 0]);
  });

  it('keeps the model, with the reason, when its stack cannot be removed', async () => {
    const ports = await given('CREATE_COMPLETE');

    await runWorkflow(workflow, stepsWhoseStack(ports, 'DELETE_FAILED'), { input: ofHosted });

    expect(await ports.models.find('demo')).toMatchObject({ status: 'Failed', reason: 'The stack is DELETE_FAILED' });
  });
});
