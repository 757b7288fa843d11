import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, workflowIn } from '@lisa/testing/run-workflow';
import { aLeavingModel, inMemoryPorts } from '../../../test/fakes.ts';
import { modelSteps } from '../model-steps.ts';

const workflow = workflowIn(join(import.meta.dirname, 'delete-model.asl.yml'));
const { modelId, uid, generation } = aLeavingModel();
const input = { modelId, uid, generation, trace: { correlationId: 'c1' } };
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
