import { readFileSync } from 'node:fs';
import { StateMachine } from 'aws-local-stepfunctions';
import { load } from 'js-yaml';

/** A workflow as Step Functions reads it. */
export interface Workflow {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, WorkflowState>>;
}

export interface WorkflowState {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { ErrorEquals: readonly string[]; MaxAttempts?: number }[];
  readonly Catch?: readonly { ErrorEquals: readonly string[]; Next: string; ResultPath?: string | null }[];
  readonly Next?: string;
  readonly End?: boolean;
  /** Of a Fail state. */
  readonly Error?: string;
}

/** Reads `.asl.yml` into what is packaged: anchors expanded, nulls kept. */
export const workflowIn = (file: string): Workflow =>
  JSON.parse(JSON.stringify(load(readFileSync(file, 'utf8')))) as Workflow;

/** Names of the steps that its states call. */
export const stepsNamedIn = ({ States }: Workflow): string[] =>
  Object.values(States)
    .filter(({ Type }) => Type === 'Task')
    .map(({ Parameters = {} }) => ((Parameters['Payload'] ?? Parameters) as { step: string }).step);

class StepFailed extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** A step that fails with this error name and cause, as Step Functions reports it. */
export const fails = (error: string, cause = ''): StepFailed => new StepFailed(error, cause);

/** What a step answers: a value, a failure, what a function makes of its input, or one after the other of a list; its last repeats. */
type Outcome = unknown;

/** A step that was called: its name and the input of its state. */
interface StepCall {
  readonly step: string;
  readonly input: unknown;
  readonly taskToken?: string;
}

export interface Run {
  readonly outcome: 'succeeded' | 'failed';
  /** Error of the state in which it failed. */
  readonly error?: string;
  /** Names of the steps that were called, in order, retries included. */
  readonly calls: readonly string[];
  /** What the step was last called with; throws if it never was. */
  inputOf(step: string): unknown;
}

interface Behaviour {
  /** The execution's input. */
  readonly input?: unknown;
}

/** Runs a workflow with these results of its steps, without waiting between retries. Steps that are not named answer `{}`. */
export async function runWorkflow(
  workflow: Workflow,
  outcomes: Readonly<Record<string, Outcome>> = {},
  { input = {} }: Behaviour = {},
): Promise<Run> {
  const calls: StepCall[] = [];
  const answer = async (state: string, payload: unknown): Promise<unknown> => {
    const call = stepCallIn(state, payload);
    const earlier = calls.filter(({ step }) => step === call.step).length;
    calls.push(call);
    return resultOf(outcomes[call.step], earlier, call);
  };
  const names = Object.keys(workflow.States);
  const machine = new StateMachine(substituted(workflow) as never);
  const execution = machine.run(
    input as never,
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          names.map((name) => [name, (payload: unknown) => answer(name, payload)]),
        ),
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
      context: { Task: { Token: 'task-token' } },
    } as never,
  );
  const ended = await Promise.resolve(execution.result).then(
    () => ({ outcome: 'succeeded' }) as const,
    ({ cause }: Error) => ({ outcome: 'failed', error: (cause as Error).name }) as const,
  );
  return { ...ended, calls: calls.map(({ step }) => step), inputOf: (step) => lastInput(calls, step) };
}

/** Placeholders filled as `DefinitionSubstitutions` would. */
function substituted(workflow: Workflow): unknown {
  const lambda = 'arn:aws:lambda:us-east-1:000000000000:function:';
  const text = JSON.stringify(workflow).replaceAll('${Partition}', 'aws');
  return JSON.parse(text.replace(/\$\{(\w+)\}/g, (_, name: string) => lambda + name));
}

/** Every state calls a step by name, some through the Payload of `lambda:invoke`. */
function stepCallIn(state: string, payload: unknown): StepCall {
  const { Payload, ...direct } = payload as { Payload?: StepCall } & StepCall;
  const call = Payload ?? direct;
  if (typeof call.step !== 'string') throw new Error(`State ${state} names no step in its Parameters`);
  return call;
}

async function resultOf(outcome: Outcome, earlier: number, { input, taskToken }: StepCall): Promise<unknown> {
  const now: unknown = Array.isArray(outcome) ? outcome[Math.min(earlier, outcome.length - 1)] : outcome;
  if (now instanceof StepFailed) throw now;
  if (typeof now === 'function') return ((await now(input, taskToken)) as unknown) ?? {};
  return now ?? {};
}

function lastInput(calls: readonly StepCall[], step: string): unknown {
  const call = calls.findLast((made) => made.step === step);
  if (!call) throw new Error(`${step} was not called, only ${calls.map((made) => made.step).join(', ')}`);
  return call.input;
}
