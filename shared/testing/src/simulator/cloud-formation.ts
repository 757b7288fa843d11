import {
  CloudFormationClient,
  type CancelUpdateStackCommandInput,
  type CreateStackCommandInput,
  type DeleteStackCommandInput,
  type DescribeStackEventsCommandInput,
  type DescribeStackResourcesCommandInput,
  type DescribeStacksCommandInput,
  type ListStacksCommandInput,
  type StackStatus,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { clientOf } from './client.ts';
import { awsError, type Host } from './host.ts';
import {
  beginCreate,
  beginDelete,
  beginUpdate,
  cancelUpdate,
  type SimulatedStack,
  type StackContent,
  type StackEvent,
  type StatusListener,
  type Verdict,
} from './stack.ts';

export type StackOperation = 'create' | 'update' | 'delete';

export interface StackNature {
  /** How an operation that was accepted is going to end. */
  readonly verdict: (operation: StackOperation, stackName: string, token: string | undefined) => Verdict;
  /** Hears every change of status. */
  readonly tell: StatusListener;
  readonly outputs?: (stack: SimulatedStack) => Readonly<Record<string, string>>;
}

const updatable = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
const undeletable = /^(UPDATE_(ROLLBACK_)?(COMPLETE_CLEANUP_)?IN_PROGRESS|ROLLBACK_IN_PROGRESS)$/;
/** For how long a describe may still show what was. */
const staleFor = 3000;

const contentOf = ({ TemplateBody = '', Parameters = [] }: CreateStackCommandInput): StackContent => ({
  template: TemplateBody,
  parameters: JSON.stringify(Parameters),
});

/** As much of CloudFormation as a service uses that keeps one stack per thing. */
export class SimulatedCloudFormation {
  readonly client: CloudFormationClient;
  /** Those that exist, by name. */
  readonly stacks = new Map<string, SimulatedStack>();
  /** Those that were deleted, by id. */
  readonly #gone = new Map<string, SimulatedStack>();
  readonly #host: Host;
  readonly #nature: StackNature;

  constructor(host: Host, nature: StackNature) {
    this.#host = host;
    this.#nature = nature;
    this.client = clientOf(CloudFormationClient, {
      CreateStackCommand: (input: CreateStackCommandInput) => this.#create(input),
      UpdateStackCommand: (input: UpdateStackCommandInput) => this.#update(input),
      CancelUpdateStackCommand: (input: CancelUpdateStackCommandInput) => this.#cancel(input),
      DeleteStackCommand: (input: DeleteStackCommandInput) => this.#delete(input),
      DescribeStacksCommand: ({ StackName }: DescribeStacksCommandInput) => ({
        Stacks: StackName === undefined ? this.#all() : [this.#view(this.#found(StackName))],
      }),
      ListStacksCommand: ({ StackStatusFilter: wanted }: ListStacksCommandInput) => ({
        StackSummaries: [...this.#all(), ...[...this.#gone.values()].map((stack) => this.#view(stack))].filter(
          ({ StackStatus }) => !wanted || wanted.includes(StackStatus),
        ),
      }),
      DescribeStackEventsCommand: ({ StackName = '' }: DescribeStackEventsCommandInput) => ({
        StackEvents: this.#seen(this.#found(StackName)).map(eventView).reverse(),
      }),
      DescribeStackResourcesCommand: ({ StackName = '' }: DescribeStackResourcesCommandInput) => ({
        StackResources: ['Cluster', 'Service', 'LogGroup'].map((LogicalResourceId) => ({
          LogicalResourceId,
          PhysicalResourceId: `${this.#found(StackName).name}-${LogicalResourceId}`,
        })),
      }),
    });
  }

  #create(input: CreateStackCommandInput): object {
    const { StackName: name = '', ClientRequestToken: token, Tags: tags = [] } = input;
    const known = this.stacks.get(name);
    if (known && token && known.token === token) return { StackId: known.id };
    if (known) throw awsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const verdict = this.#nature.verdict('create', name, token);
    const stack: SimulatedStack = {
      id: `arn:aws:cloudformation:us-east-1:000000000000:stack/${name}/${this.#gone.size}`,
      name,
      token,
      tags,
      createdAt: this.#host.time.now(),
      content: contentOf(input),
      former: undefined,
      status: '',
      reason: undefined,
      events: [],
      operation: 0,
      before: undefined,
    };
    this.stacks.set(name, stack);
    const onFailure = input.OnFailure === 'DO_NOTHING' ? 'DO_NOTHING' : 'ROLLBACK';
    beginCreate(this.#host, stack, onFailure, verdict, this.#nature.tell);
    return { StackId: stack.id };
  }

  #update(input: UpdateStackCommandInput): object {
    const { StackName: name = '', ClientRequestToken: token } = input;
    const stack = this.#found(name);
    const { id, status, content: before } = stack;
    if (token && stack.token === token && status.startsWith('UPDATE')) return { StackId: id };
    if (!updatable.has(status))
      throw awsError('ValidationError', `Stack:${id} is in ${status} state and can not be updated.`);
    const content = contentOf(input);
    if (content.template === before.template && content.parameters === before.parameters)
      throw awsError('ValidationError', 'No updates are to be performed.');
    const verdict = this.#nature.verdict('update', name, token);
    stack.token = token;
    beginUpdate(this.#host, stack, content, verdict, this.#nature.tell);
    return { StackId: id };
  }

  #cancel({ StackName: name = '', ClientRequestToken: token }: CancelUpdateStackCommandInput): object {
    const stack = this.#found(name);
    if (stack.status !== 'UPDATE_IN_PROGRESS')
      throw awsError('ValidationError', 'CancelUpdateStack cannot be called from current stack status');
    stack.token = token;
    cancelUpdate(this.#host, stack, this.#nature.tell);
    return {};
  }

  #delete({ StackName: key = '', ClientRequestToken: token }: DeleteStackCommandInput): object {
    const stack = this.#existing(key);
    if (!stack || stack.status === 'DELETE_IN_PROGRESS') return {};
    const { id, name, status } = stack;
    if (undeletable.test(status))
      throw awsError('ValidationError', `Stack [${id}] cannot be deleted while in status ${status}`);
    const verdict = this.#nature.verdict('delete', name, token);
    stack.token = token;
    beginDelete(this.#host, stack, verdict, this.#nature.tell, () => {
      this.stacks.delete(name);
      this.#gone.set(id, stack);
    });
    return {};
  }

  readonly #existing = (key: string): SimulatedStack | undefined =>
    this.stacks.get(key) ?? [...this.stacks.values()].find(({ id }) => id === key);

  #found(key: string): SimulatedStack {
    const stack = this.#existing(key) ?? this.#gone.get(key);
    if (!stack) throw awsError('ValidationError', `Stack with id ${key} does not exist`);
    return stack;
  }

  readonly #all = () => [...this.stacks.values()].map((stack) => this.#view(stack));

  /** A reader may be a moment behind. */
  #isBehind(since: number): boolean {
    const { time, random, faults } = this.#host;
    return time.now() - since < staleFor && random.chance(faults().stale);
  }

  #seen({ name, events }: SimulatedStack): readonly StackEvent[] {
    const newest = events.at(-1)!.at;
    if (!this.#isBehind(newest)) return events;
    const seen = events.filter(({ at }) => at < newest);
    if (seen.length === 0) throw awsError('ValidationError', `Stack [${name}] does not exist`);
    return seen;
  }

  #view(stack: SimulatedStack) {
    const { before } = stack;
    const shown = (before?.status && this.#isBehind(before.at) ? before.status : stack.status) as StackStatus;
    const outputs = shown.endsWith('COMPLETE') ? (this.#nature.outputs?.(stack) ?? {}) : {};
    return {
      StackId: stack.id,
      StackName: stack.name,
      StackStatus: shown,
      StackStatusReason: stack.reason,
      CreationTime: new Date(stack.createdAt),
      Tags: [...stack.tags],
      Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    };
  }
}

const eventView = (event: SimulatedStack['events'][number]) => ({
  EventId: event.id,
  StackId: event.stackId,
  Timestamp: new Date(event.at),
  ClientRequestToken: event.token,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.resourceType,
  ResourceStatus: event.status,
  ResourceStatusReason: event.reason,
});
