/** A stack as CloudFormation tells of it. */
export interface Stack {
  /** CloudFormation's own word, for example `UPDATE_COMPLETE`, or `unclear`. */
  readonly status: string;
  /** Generation of the operation that brought it there; 0 when somebody else did. */
  readonly generation: number;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The stack is in another state than it was read in: read again and decide anew. */
export class StackMoved extends Error {
  override readonly name = 'StackMoved';
}

/** CloudFormation will not do this however often it is asked; the message is its own. */
export class StackRefused extends Error {
  override readonly name = 'StackRefused';
}

const ready = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']);
const updatable = new Set([...ready, 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE']);

/** CloudFormation's answers disagree, as they may for a moment: look again. */
export const unclear = 'UNCLEAR_IN_PROGRESS';

/** Something is under way; `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` too is not ready yet. */
export const isMoving = ({ status }: Stack): boolean => status.endsWith('_IN_PROGRESS');

/** It is as it was ordered. */
export const isReady = ({ status }: Stack): boolean => ready.has(status);

/** It can be changed; what cannot, and does not move, can only be removed. */
export const isUpdatable = ({ status }: Stack): boolean => updatable.has(status);

/** It can be removed at once: what is being changed has to come to rest before. */
export const isRemovable = ({ status }: Stack): boolean =>
  !status.endsWith('_IN_PROGRESS') || status === 'CREATE_IN_PROGRESS' || status === 'REVIEW_IN_PROGRESS';
