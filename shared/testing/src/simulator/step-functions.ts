import {
  SFNClient,
  type DescribeExecutionCommandInput,
  type SendTaskFailureCommandInput,
  type SendTaskSuccessCommandInput,
  type StartExecutionCommandInput,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../run-workflow.ts';
import { clientOf } from './client.ts';
import { SimulatedExecution, type Surroundings, type TokenAnswer } from './execution.ts';
import { awsError, type Host } from './host.ts';

interface Nature extends Pick<Surroundings, 'call'>, Partial<Pick<Surroundings, 'ended' | 'gaveUp'>> {
  /** By the last part of the state machine's ARN. */
  readonly workflows: Readonly<Record<string, Workflow>>;
}

interface Known {
  readonly execution: SimulatedExecution;
  readonly input: string;
}

/** The ARN under which a workflow is started. */
export const stateMachineArn = (name: string): string => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

/** As much of Step Functions as a service uses: executions by name, and task tokens that are answered once. */
export class SimulatedStepFunctions {
  readonly client: SFNClient;
  /** By ARN; ended ones stay, as their names do for 90 days. */
  readonly #known = new Map<string, Known>();
  readonly #waits = new Map<string, (answer: TokenAnswer) => void>();
  readonly #host: Host;
  readonly #workflows: Nature['workflows'];
  readonly #around: Surroundings;
  #tokens = 0;

  constructor(host: Host, { workflows, call, ended = () => undefined, gaveUp = () => undefined }: Nature) {
    this.#host = host;
    this.#workflows = workflows;
    this.#around = { call, ended, gaveUp, wait: (answered) => this.#wait(answered) };
    this.client = clientOf(SFNClient, {
      StartExecutionCommand: (input: StartExecutionCommandInput) => this.#start(input),
      DescribeExecutionCommand: ({ executionArn = '' }: DescribeExecutionCommandInput) => {
        const known = this.#known.get(executionArn);
        if (!known) throw awsError('ExecutionDoesNotExist', executionArn);
        return { status: known.execution.status, input: known.input };
      },
      SendTaskSuccessCommand: ({ taskToken = '', output = '{}' }: SendTaskSuccessCommandInput) =>
        this.#answer(taskToken, { output: JSON.parse(output) as unknown }),
      SendTaskFailureCommand: ({ taskToken = '', error = '', cause = '' }: SendTaskFailureCommandInput) =>
        this.#answer(taskToken, { error, cause }),
    });
  }

  executions(): SimulatedExecution[] {
    return [...this.#known.values()].map(({ execution }) => execution);
  }

  #start(request: StartExecutionCommandInput): object {
    const { stateMachineArn: machine, name, input } = request as Required<StartExecutionCommandInput>;
    const executionArn = `${machine!.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.#known.get(executionArn);
    if (known?.execution.status === 'RUNNING' && known.input === input) return { executionArn };
    if (known) throw awsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    const workflow = this.#workflows[machine!.split(':').at(-1)!];
    if (!workflow) throw awsError('StateMachineDoesNotExist', machine);
    const execution = new SimulatedExecution(this.#host, workflow, name!, JSON.parse(input!), this.#around);
    this.#known.set(executionArn, { execution, input: input! });
    return { executionArn };
  }

  #wait(answered: (answer: TokenAnswer) => void): ReturnType<Surroundings['wait']> {
    const token = `token-${++this.#tokens}`;
    this.#waits.set(token, answered);
    return { token, close: () => void this.#waits.delete(token) };
  }

  #answer(token: string, what: TokenAnswer): object {
    const waiting = this.#waits.get(token);
    if (!waiting) throw awsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    this.#waits.delete(token);
    // The state moves on by itself, not in the middle of whoever answered.
    this.#host.time.after(1, () => waiting(what));
    return {};
  }
}
