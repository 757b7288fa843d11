import type { Stack } from '@lisa/contracts/vocabulary/stack';

/** What an operation on a stack is done for: named `{uid}-{generation}-{correlationId}`, repeating it is harmless. */
export interface StackOperation {
  readonly uid: string;
  readonly generation: number;
  /** Comes back with the facts about the stack. */
  readonly correlationId: string;
}

/** What a stack shall become. */
export interface StackOrder extends StackOperation {
  /** The id users know; it becomes the tag `lisa:subject`. */
  readonly subject: string;
  /** JSON, at most 51,200 bytes. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The stacks of one kind in one stage, `lisa-{stage}-{kind}-{uid}`. */
export interface StackKeeper {
  /** Undefined if there is none, or none any more. */
  find(uid: string): Promise<Stack | undefined>;
  /** Begins a stack that stays as it is when it fails. Throws `StackMoved` or `StackRefused`. */
  create(order: StackOrder): Promise<void>;
  /** Begins a change that is undone when it fails; false when there is nothing to change. Throws `StackMoved` or `StackRefused`. */
  update(order: StackOrder): Promise<boolean>;
  /** Undoes a change that is under way; nothing if none is. */
  cancelUpdate(uid: string): Promise<void>;
  /** Begins to remove a stack; one that is missing is no error. Throws `StackMoved`. */
  remove(operation: StackOperation): Promise<void>;
  /** The same for a stack that nobody owns. */
  removeOrphan(uid: string): Promise<void>;
  /** What failed first in the last operation: the resource and CloudFormation's reason, verbatim. */
  firstFailure(uid: string): Promise<string | undefined>;
  /** Physical ids by logical ids; empty if there is no such stack. */
  resources(uid: string): Promise<Readonly<Record<string, string>>>;
  /** Every stack that is there and not being removed, with its age in seconds. */
  list(): Promise<{ uid: string; age: number }[]>;
}
