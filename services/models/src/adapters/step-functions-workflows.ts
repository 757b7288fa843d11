import { DescribeExecutionCommand, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { WorkflowName, Workflows } from '../ports.ts';

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
  };
}
