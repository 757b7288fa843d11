import type { StackKind } from '@lisa/contracts/vocabulary/ids';

/** What CloudFormation says of a stack, as its status change event has it. */
export interface StackStatus {
  readonly stackId: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly clientRequestToken?: string | undefined;
}

export interface StackFact {
  readonly name: 'StackReady' | 'StackFailed' | 'StackGone';
  readonly data: { kind: StackKind; uid: string; generation: number; stackStatus: string; reason?: string };
  /** Of the request that the operation was done for; undefined when its token names none. */
  readonly correlationId?: string | undefined;
}

const ready = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);

/** Every rollback that has come to rest is a failure, and so is whatever says FAILED. */
function factName(status: string): StackFact['name'] | undefined {
  if (ready.has(status)) return 'StackReady';
  if (status === 'DELETE_COMPLETE') return 'StackGone';
  if (status.endsWith('_FAILED') || status.endsWith('ROLLBACK_COMPLETE')) return 'StackFailed';
  return undefined;
}

/** Kind and uid stand in the name `lisa-{stage}-{kind}-{uid}`, the rest in the token `{uid}-{generation}-{correlationId}`. */
export function stackFact(
  stage: string,
  { stackId, status, reason, clientRequestToken }: StackStatus,
): StackFact | undefined {
  const named = new RegExp(`:stack/lisa-${stage}-(model|mcp-server|repository)-([0-9a-z]{26})/`).exec(stackId);
  const name = factName(status);
  if (!named || !name) return undefined;
  const [, kind, uid] = named as unknown as [string, StackKind, string];
  const [, generation = 0, correlationId] =
    new RegExp(`^${uid}-(\\d+)(?:-(.+))?$`).exec(clientRequestToken ?? '') ?? [];
  const why = name === 'StackFailed' && reason ? { reason: reason.slice(0, 1024) } : {};
  return { name, data: { kind, uid, generation: Number(generation), stackStatus: status, ...why }, correlationId };
}
