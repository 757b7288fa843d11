import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { WorkflowName, Workflows } from '../ports.ts';

/** It was answered before, or its execution waits no longer. */
const nobodyWaits = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** Executions are named `{uid}-{generation}`, so the same intent starts one execution however often it is delivered. */
export function stepFunctionsWorkflows(
  sfn: SFNClient,
  stateMachines: Readonly<Record<WorkflowName, string>>,
): Workflows {
  return {
    async start(workflow, input) {
      const stateMachineArn = stateMachines[workflow];
      const name = `${input.uid}-${input.generation}`;
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return { isRunning: true };
      } catch (error) {
        if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
        const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return { isRunning: status === 'RUNNING' };
      }
    },

    async answer(taskToken, answer) {
      const sent: Promise<unknown> =
        'result' in answer
          ? sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.result) }))
          : sfn.send(new SendTaskFailureCommand({ taskToken, ...answer }));
      await sent.catch((error: Error) => {
        if (!nobodyWaits.has(error.name)) throw error;
      });
    },
  };
}
