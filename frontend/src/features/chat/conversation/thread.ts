import type { ChatMessage } from './chat-message.ts';

/** A message on the path that is shown, with the others that could stand in its place. */
export interface Turn {
  readonly message: ChatMessage;
  readonly parentId: string | undefined;
  /** Ids of all versions in the order they were written, its own among them. */
  readonly versions: readonly string[];
}

/** Which version is shown below a message; the newest unless somebody chose. The first messages stand below ''. */
export type Choices = ReadonlyMap<string, string>;

// Conversations are stored as one list that only grows, which two browsers can do at once and no client misreads.
// An edited question or another answer names the message it follows in its metadata; everything else follows the one before.

/** The path through a conversation's versions that is shown. */
export function threadOf(messages: readonly ChatMessage[], chosen: Choices): Turn[] {
  const children = childrenOf(messages);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const turns: Turn[] = [];
  let parent = '';
  for (let versions = children.get(parent); versions !== undefined; versions = children.get(parent)) {
    const wanted = chosen.get(parent);
    const id: string = (wanted !== undefined && versions.includes(wanted) ? wanted : versions.at(-1)) ?? '';
    const message = byId.get(id);
    if (message === undefined) break;
    turns.push({ message, parentId: parent || undefined, versions });
    parent = id;
  }
  return turns;
}

/** Where a new message goes: what its metadata must say to follow `parentId`. */
export const following = (parentId: string | undefined): { readonly parentId: string | null } => ({
  parentId: parentId ?? null,
});

function childrenOf(messages: readonly ChatMessage[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set<string>();
  const children = new Map<string, string[]>();
  let previous = '';
  for (const message of messages) {
    if (known.has(message.id)) continue;
    const parent = parentOf(message, previous, known);
    children.set(parent, [...(children.get(parent) ?? []), message.id]);
    known.add(message.id);
    previous = message.id;
  }
  return children;
}

/** A message that follows one nobody loaded yet stands where it was written. */
function parentOf({ metadata }: ChatMessage, previous: string, known: ReadonlySet<string>): string {
  const named: unknown = metadata?.['parentId'];
  if (named === null) return '';
  return typeof named === 'string' && known.has(named) ? named : previous;
}
