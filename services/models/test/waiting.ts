import type { Step } from '@lisa/kit/workflow/step';
import { fails } from '@lisa/testing/run-workflow';
import type { InMemoryPorts } from './fakes.ts';
import { stackSettled } from '../src/use-cases/stack-settled.ts';
import { deploySteps, modelSteps } from '../src/workflows/model-steps.ts';

/** Every step of a workflow, and a CloudFormation that brings whatever it is asked for to one of these ends, in turn. */
export function stepsWhoseStack(ports: InMemoryPorts, ...ends: readonly string[]) {
  const waiting = [...ends];
  const deploy = deploySteps(ports)['DeployStack'] as Step;

  /** As Step Functions does it: the step returns, and the answer to its token is the result of the state. */
  const DeployStack = async (input: { uid: string }, taskToken: string): Promise<unknown> => {
    ports.answers.delete(taskToken);
    await deploy(input, taskToken);
    const stack = ports.stackOf.get(input.uid);
    if (stack?.status.endsWith('_IN_PROGRESS')) {
      settle(ports, input.uid, waiting.shift());
      await stackSettled(input, ports);
    }
    return resultOf(ports, taskToken);
  };
  return { ...modelSteps(ports), DeployStack };
}

const outputs = { ModelEndpointUrl: 'http://m.elb.amazonaws.com' };

function settle({ stackOf }: InMemoryPorts, uid: string, status = 'nothing more to come'): void {
  if (status === 'DELETE_COMPLETE') stackOf.delete(uid);
  else Object.assign(stackOf.get(uid)!, { status, outputs });
}

function resultOf({ answers }: InMemoryPorts, taskToken: string): unknown {
  const answer = answers.get(taskToken);
  if (!answer) throw new Error('The step waits for ever: nobody answers its token');
  if ('error' in answer) throw fails(answer.error, answer.cause);
  return answer.result;
}
