import type { Workflow, WorkflowState } from '../run-workflow.ts';

/** One execution of a workflow between two of its steps. As much of Step Functions as our workflows use: Task, Retry, Catch, Fail. */
export interface RunningExecution {
  readonly workflow: Workflow;
  input: unknown;
  state: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** How often each retrier of the present state was used. */
  attempts: number[];
}

export const startExecution = (workflow: Workflow, input: unknown): RunningExecution => ({
  workflow,
  input,
  state: workflow.StartAt,
  status: 'RUNNING',
  attempts: [],
});

type CallStep = (event: { step: string; input: unknown }) => Promise<unknown>;

const matches = ({ ErrorEquals }: { ErrorEquals: readonly string[] }, error: Error): boolean =>
  ErrorEquals.some((name) => name === error.name || name === 'States.ALL');

/** Tries the present state once, and moves on as the workflow says. */
export async function advance(execution: RunningExecution, call: CallStep): Promise<void> {
  const state = execution.workflow.States[execution.state] as WorkflowState;
  if (state.Type === 'Fail') return void (execution.status = 'FAILED');
  if (state.Type !== 'Task')
    throw new Error(`${execution.state} is a ${state.Type}, which the simulator does not play yet`);
  const step = (state.Parameters as { step: string }).step;
  try {
    await call({ step, input: execution.input });
    leave(execution, state.Next);
  } catch (error) {
    recover(execution, state, error as Error);
  }
}

function leave(execution: RunningExecution, next: string | undefined): void {
  execution.attempts = [];
  if (next) execution.state = next;
  else execution.status = 'SUCCEEDED';
}

function recover(execution: RunningExecution, { Retry = [], Catch = [] }: WorkflowState, error: Error): void {
  if (mayRetry(execution, Retry, error)) return;
  const catcher = Catch.find((each) => matches(each, error));
  if (!catcher) return void (execution.status = 'FAILED');
  execution.input = { ...(execution.input as object), failure: { Error: error.name, Cause: error.message } };
  leave(execution, catcher.Next);
}

/** Uses up one of the attempts of the retrier that fits, if it has any left. */
function mayRetry(
  { attempts }: RunningExecution,
  retriers: NonNullable<WorkflowState['Retry']>,
  error: Error,
): boolean {
  const index = retriers.findIndex((each) => matches(each, error));
  const used = attempts[index] ?? 0;
  if (used >= (retriers[index]?.MaxAttempts ?? 0)) return false;
  attempts[index] = used + 1;
  return true;
}
