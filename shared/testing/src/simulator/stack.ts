import type { Host } from './host.ts';

/** How an operation on a stack is going to end. */
export interface Verdict {
  /** Why it fails; undefined if it succeeds. */
  readonly reason?: string | undefined;
  /** Whether the rollback fails too. */
  readonly isStuck?: boolean;
  /** How long it takes. */
  readonly seconds: number;
}

export interface StackEvent {
  readonly id: string;
  readonly stackId: string;
  readonly at: number;
  readonly token: string | undefined;
  /** The stack itself, whose physical id is the stack's, or a resource of it. */
  readonly logicalId: string;
  readonly physicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string | undefined;
}

/** What a stack is made of; two equal ones mean that there is nothing to update. */
export interface StackContent {
  readonly template: string;
  readonly parameters: string;
}

/** One stack of the simulated CloudFormation. */
export interface SimulatedStack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly tags: readonly { Key?: string | undefined; Value?: string | undefined }[];
  content: StackContent;
  /** What it was made of before the update that runs. */
  former: StackContent | undefined;
  status: string;
  reason: string | undefined;
  token: string | undefined;
  readonly events: StackEvent[];
  /** Rises with every operation: what is left of an earlier one no longer happens. */
  operation: number;
  /** What a reader saw before the last change, and when that was. */
  before: { readonly status: string; readonly at: number } | undefined;
}

export type StatusListener = (stack: SimulatedStack, event: StackEvent) => void;

interface Phase {
  /** After how long it is reached. */
  readonly seconds: number;
  readonly status: string;
  readonly reason?: string | undefined;
  /** The resource that brought it about, and why. */
  readonly failed?: Pick<StackEvent, 'status' | 'reason'>;
}

/** Moves a stack to a status and tells whoever listens. */
function move(host: Host, stack: SimulatedStack, phase: Phase, tell: StatusListener): void {
  const { status, reason, failed } = phase;
  const { id, name } = stack;
  if (failed)
    note(host, stack, {
      logicalId: 'Service',
      physicalId: `${name}-Service`,
      resourceType: 'AWS::ECS::Service',
      ...failed,
    });
  stack.before = { status: stack.status, at: host.time.now() };
  stack.status = status;
  stack.reason = reason;
  host.trace.note(`stack ${name} ${status}`);
  const own = { logicalId: name, physicalId: id, resourceType: 'AWS::CloudFormation::Stack' };
  tell(stack, note(host, stack, { ...own, status, reason }));
}

function note(
  host: Host,
  stack: SimulatedStack,
  what: Omit<StackEvent, 'id' | 'stackId' | 'at' | 'token'>,
): StackEvent {
  const { id: stackId, token, events } = stack;
  const event = { id: `${stackId}/${events.length}`, stackId, at: host.time.now(), token, ...what };
  events.push(event);
  return event;
}

/** The first phase at once, each next one when its time has come, unless another operation took over. */
function run(
  host: Host,
  stack: SimulatedStack,
  phases: readonly Phase[],
  tell: StatusListener,
  end?: () => void,
): void {
  const operation = ++stack.operation;
  const reach = (index: number): void => {
    if (stack.operation !== operation) return;
    move(host, stack, phases[index]!, tell);
    const next = phases[index + 1];
    if (next) host.time.after(next.seconds * 1000, () => reach(index + 1));
    else end?.();
  };
  reach(0);
}

const begins = (status: string): Phase => ({ seconds: 0, status, reason: 'User Initiated' });
const cleanupSeconds = 20;
const rollbackSeconds = 20;

/** How a stack is left whose creation failed. */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING';

export function beginCreate(
  host: Host,
  stack: SimulatedStack,
  onFailure: OnFailure,
  verdict: Verdict,
  tell: StatusListener,
): void {
  run(host, stack, [begins('CREATE_IN_PROGRESS'), ...endOfCreate(onFailure, verdict)], tell);
}

function endOfCreate(onFailure: OnFailure, { seconds, reason, isStuck }: Verdict): Phase[] {
  if (!reason) return [{ seconds, status: 'CREATE_COMPLETE' }];
  const why = 'The following resource(s) failed to create: [Service].';
  const failed = { status: 'CREATE_FAILED', reason };
  if (onFailure === 'DO_NOTHING') return [{ seconds, status: 'CREATE_FAILED', reason: why, failed }];
  return [
    { seconds, status: 'ROLLBACK_IN_PROGRESS', reason: why, failed },
    { seconds: rollbackSeconds, status: isStuck ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE' },
  ];
}

export function beginUpdate(
  host: Host,
  stack: SimulatedStack,
  content: StackContent,
  verdict: Verdict,
  tell: StatusListener,
): void {
  if (!verdict.reason) {
    stack.former = stack.content;
    stack.content = content;
  }
  run(host, stack, [begins('UPDATE_IN_PROGRESS'), ...endOfUpdate(verdict)], tell);
}

/** What an update changed so far is taken back; only one that has not begun to clean up can be. */
export function cancelUpdate(host: Host, stack: SimulatedStack, tell: StatusListener): void {
  stack.content = stack.former ?? stack.content;
  run(host, stack, rollback('UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', 0), tell);
}

const cleanup = (seconds: number, status: string): Phase[] => [
  { seconds, status: `${status}_CLEANUP_IN_PROGRESS` },
  { seconds: cleanupSeconds, status },
];

const rollback = (status: string, reason: string, seconds: number): Phase[] => [
  { seconds, status, reason },
  ...cleanup(rollbackSeconds, 'UPDATE_ROLLBACK_COMPLETE'),
];

function endOfUpdate({ seconds, reason, isStuck }: Verdict): Phase[] {
  if (!reason) return cleanup(seconds, 'UPDATE_COMPLETE');
  const why = 'The following resource(s) failed to update: [Service].';
  const [first, ...rest] = rollback('UPDATE_ROLLBACK_IN_PROGRESS', why, seconds);
  const begun = { ...first!, failed: { status: 'UPDATE_FAILED', reason } };
  return isStuck ? [begun, { seconds: rollbackSeconds, status: 'UPDATE_ROLLBACK_FAILED' }] : [begun, ...rest];
}

export function beginDelete(
  host: Host,
  stack: SimulatedStack,
  { seconds, reason }: Verdict,
  tell: StatusListener,
  gone: () => void,
): void {
  const begun = begins('DELETE_IN_PROGRESS');
  if (!reason) return run(host, stack, [begun, { seconds, status: 'DELETE_COMPLETE' }], tell, gone);
  const failed = { status: 'DELETE_FAILED', reason };
  run(host, stack, [begun, { seconds, status: 'DELETE_FAILED', reason, failed }], tell);
}
