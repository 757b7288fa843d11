import type { Workflow } from '../run-workflow.ts';
import { chosen, filled, isFor, placed, stateOf, type Retrier, type State } from './asl.ts';
import { awsError, type Host } from './host.ts';
import type { Appointment } from './timeline.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What a state calls: the function by its placeholder (`${Steps}`), and what it is handed. */
export interface TaskCall {
  readonly execution: string;
  readonly state: string;
  readonly resource: string;
  readonly payload: unknown;
}

export type TokenAnswer = { readonly output: unknown } | { readonly error: string; readonly cause: string };

/** A wait for a token. */
interface Wait {
  readonly token: string;
  close(): void;
}

/** What an execution needs of the world around it. */
export interface Surroundings {
  /** Calls a function; its error's name is what Retry and Catch read. */
  call(task: TaskCall): Promise<unknown>;
  /** Opens a wait; `answered` is called at most once, and never after `close`. */
  wait(answered: (answer: TokenAnswer) => void): Wait;
  ended(execution: SimulatedExecution): void;
  /** Hears of an error that is not retried any more, and how often it was. */
  gaveUp(execution: SimulatedExecution, error: string, retries: number): void;
}

const waitsForToken = 'lambda:invoke.waitForTaskToken';
/** How long a state waits that does not say. */
const defaultTimeout = 3600;

/** One execution of a workflow, played in virtual time. */
export class SimulatedExecution {
  readonly name: string;
  readonly input: unknown;
  status: ExecutionStatus = 'RUNNING';
  readonly #host: Host;
  readonly #workflow: Workflow;
  readonly #around: Surroundings;
  readonly #limit: Appointment | undefined;
  /** How often each retrier of the present state was used. */
  #attempts: number[] = [];
  /** What ends with the present try: its time limit and its wait for a token. */
  #closeTry: () => void = () => undefined;

  constructor(host: Host, workflow: Workflow, name: string, input: unknown, around: Surroundings) {
    this.#host = host;
    this.#workflow = workflow;
    this.#around = around;
    this.name = name;
    this.input = input;
    const { TimeoutSeconds } = workflow;
    this.#limit =
      TimeoutSeconds === undefined ? undefined : host.time.after(TimeoutSeconds * 1000, () => this.end('TIMED_OUT'));
    host.time.after(1 + host.random.below(50), () => this.#enter(workflow.StartAt, input));
  }

  /** Ends it where it stands. */
  end(how: ExecutionStatus): void {
    if (this.status !== 'RUNNING') return;
    this.status = how;
    this.#limit?.cancel();
    this.#closeTry();
    this.#host.trace.note(`execution ${this.name} ${how}`);
    this.#around.ended(this);
  }

  #enter(name: string, value: unknown): void {
    const { faults, random } = this.#host;
    this.#attempts = [];
    if (faults().abort > 0 && random.chance(faults().abort)) return this.end('ABORTED');
    this.#play(name, value);
  }

  #play(name: string, value: unknown): void {
    if (this.status !== 'RUNNING') return;
    const state = stateOf(this.#workflow, name);
    const play = this.#plays[state.Type];
    if (!play) throw new Error(`${name} is a ${state.Type}, which the simulator does not play yet`);
    play(state, value, name);
  }

  readonly #plays: Readonly<Record<string, (state: State, value: unknown, name: string) => void>> = {
    Task: (state, value, name) => this.#try(name, state, value),
    Choice: (state, value) => this.#enter(chosen(state, value), value),
    Pass: (state, value) => this.#leave(state, placed(state.ResultPath, value, state.Result ?? value)),
    Succeed: () => this.end('SUCCEEDED'),
    Fail: () => this.end('FAILED'),
  };

  #leave({ Next }: State, output: unknown): void {
    if (this.status !== 'RUNNING') return;
    if (Next) this.#enter(Next, output);
    else this.end('SUCCEEDED');
  }

  /** Tries a Task once. Whatever comes first ends the try: the function's answer or error, its token's, or the time limit. */
  #try(name: string, state: State, value: unknown): void {
    const { Resource = '', TimeoutSeconds = defaultTimeout } = state;
    let isOpen = true;
    const end = (settle: () => void): void => {
      if (!isOpen) return;
      this.#closeTry();
      settle();
    };
    const succeed = (result: unknown): void => end(() => this.#leave(state, resultOf(state, value, result)));
    const fail = (error: Error): void => end(() => this.#recover(name, state, value, error));
    const limit = this.#host.time.after(TimeoutSeconds * 1000, () =>
      fail(awsError('States.Timeout', `${name} did not end within ${TimeoutSeconds} seconds`)),
    );
    const wait = Resource.endsWith(waitsForToken)
      ? this.#around.wait((answer) => ('error' in answer ? fail(errorOf(answer)) : succeed(answer.output)))
      : undefined;
    this.#closeTry = () => {
      isOpen = false;
      limit.cancel();
      wait?.close();
    };
    const call = callOf(
      this.name,
      name,
      state,
      filled(state.Parameters ?? {}, value, { Task: { Token: wait?.token } }),
    );
    this.#around.call(call).then((result) => {
      if (!wait) succeed(result);
    }, fail);
  }

  /** Again, if a retrier fits and has attempts left; else on where the error is caught. */
  #recover(name: string, { Retry = [], Catch = [] }: State, value: unknown, error: Error): void {
    const wait = retryAfter(Retry, this.#attempts, error.name);
    if (wait !== undefined) return void this.#host.time.after(wait * 1000, () => this.#play(name, value));
    this.#around.gaveUp(this, error.name, Math.max(0, ...this.#attempts.filter(Boolean)));
    const catcher = Catch.find((each) => isFor(each, error.name));
    if (!catcher) return this.end('FAILED');
    this.#enter(catcher.Next, placed(catcher.ResultPath, value, { Error: error.name, Cause: error.message }));
  }
}

const errorOf = ({ error, cause }: { readonly error: string; readonly cause: string }): Error => awsError(error, cause);

const resultOf = ({ ResultSelector, ResultPath }: State, value: unknown, result: unknown): unknown =>
  placed(ResultPath, value, ResultSelector ? filled(ResultSelector, result, undefined) : result);

/** A function is called by its own ARN, or through `lambda:invoke` with its name beside the payload. */
function callOf(execution: string, state: string, { Resource = '' }: State, handed: unknown): TaskCall {
  if (!Resource.includes(':lambda:invoke')) return { execution, state, resource: Resource, payload: handed };
  const { FunctionName = '', Payload } = handed as { FunctionName?: string; Payload?: unknown };
  return { execution, state, resource: FunctionName, payload: Payload };
}

/** Seconds until the next try, using up one of the attempts of the retrier that fits; undefined if it has none left. */
function retryAfter(retriers: readonly Retrier[], attempts: number[], error: string): number | undefined {
  const index = retriers.findIndex((each) => isFor(each, error));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const { IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3, MaxDelaySeconds = Infinity } = retrier;
  const used = attempts[index] ?? 0;
  if (used >= MaxAttempts) return undefined;
  attempts[index] = used + 1;
  return Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
}
