import { SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, it } from '@jest/globals';
import { fails, runWorkflow, stepsNamedIn, type Workflow } from '@lisa/testing/run-workflow';
import { aHost, pass } from '@lisa/testing/simulator/simulated-host.fixture';
import { stateMachineArn, SimulatedStepFunctions } from '@lisa/testing/simulator/step-functions';
import { workflows } from './simulation/workflows.ts';

type Steps = Readonly<Record<string, Error | undefined>>;

/** The steps that the simulated Step Functions call, and how it ends; a step with a token is answered at once. */
async function simulated(workflow: Workflow, steps: Steps, input: object) {
  const host = aHost();
  const calls: string[] = [];
  const machines = new SimulatedStepFunctions(host, {
    workflows: { it: workflow },
    async call({ payload }) {
      const { step, taskToken } = payload as { step: string; taskToken?: string };
      calls.push(step);
      if (steps[step]) throw steps[step];
      if (taskToken) await machines.client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
      return {};
    },
  });
  const start = { stateMachineArn: stateMachineArn('it'), name: 'e1', input: JSON.stringify(input) };
  await machines.client.send(new StartExecutionCommand(start));
  await pass(host, 7000);
  return { calls, outcome: machines.executions()[0]?.status === 'SUCCEEDED' ? 'succeeded' : 'failed' };
}

const input = { uid: 'u', generation: 1, selfHosted: true };
// One that is tried eight times, and one that is not; what waits for a token, and what ends.
const errors = ['ThrottlingException', 'StackFailed'];
const decisive = ['DeployStack', 'Settle', 'SettleGone'];
const cases = Object.entries(workflows).flatMap(([name, workflow]) => [
  [name, 'nothing', '', workflow, true] as const,
  [name, 'nothing', '', workflow, false] as const,
  ...stepsNamedIn(workflow)
    .filter((step) => decisive.includes(step))
    .flatMap((step) => errors.map((error) => [name, step, error, workflow, true] as const)),
]);

// The other player of workflows is not ours: where both agree, the simulator plays what is packaged.
it.each(cases)(
  'plays %s as another interpreter does when %s fails %s',
  async (_, step, error, workflow, selfHosted) => {
    const given = { ...input, selfHosted };
    const steps = error ? { [step]: fails(error, 'why') } : {};

    const { calls, outcome } = await runWorkflow(workflow, steps, { input: given });

    expect(await simulated(workflow, steps, given)).toEqual({ calls, outcome });
  },
);
