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

/** The path through a conversation's versions that is shown. Turns that were so before stay the same objects. */
export function threadOf(messages: readonly ChatMessage[], chosen: Choices, before: readonly Turn[] = []): Turn[] {
  const children = childrenOf(inOrder(messages));
  const byId = new Map(messages.map((message) => [message.id, message]));
  const known = new Map(before.map((turn) => [turn.message.id, turn]));
  const turns: Turn[] = [];
  let parent = '';
  for (let versions = children.get(parent); versions !== undefined; versions = children.get(parent)) {
    const id = versionShown(versions, chosen.get(parent));
    const message = byId.get(id);
    if (message === undefined) break;
    const turn = { message, parentId: parent || undefined, versions };
    const same = known.get(id);
    turns.push(same && isSame(same, turn) ? same : turn);
    parent = id;
  }
  return turns;
}

const versionShown = (versions: readonly string[], wanted: string | undefined): string =>
  (wanted !== undefined && versions.includes(wanted) ? wanted : versions.at(-1)) ?? '';

const isSame = (one: Turn, other: Turn): boolean =>
  one.message === other.message &&
  one.parentId === other.parentId &&
  one.versions.length === other.versions.length &&
  one.versions.every((id, index) => id === other.versions[index]);

/** Where a new message goes: what its metadata must say to follow `parentId`. */
export const following = (parentId: string | undefined): { readonly parentId: string | null } => ({
  parentId: parentId ?? null,
});

const namedParent = ({ metadata }: ChatMessage): string | undefined => {
  const named: unknown = metadata?.['parentId'];
  return typeof named === 'string' ? named : undefined;
};

/** What was stored late, after what follows it, in front of that again; everything else as it was written. */
function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const placed = new Set<ChatMessage>();
  for (const message of messages) {
    const chain: ChatMessage[] = [];
    let next: ChatMessage | undefined = message;
    while (next && !placed.has(next) && !chain.includes(next)) {
      chain.push(next);
      next = byId.get(namedParent(next) ?? '');
    }
    for (const one of chain.reverse()) placed.add(one);
  }
  return [...placed];
}

function childrenOf(messages: readonly ChatMessage[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set<string>();
  const children = new Map<string, string[]>();
  let previous = '';
  for (const message of messages) {
    if (known.has(message.id)) continue;
    const parent = parentOf(message, previous, known);
    const versions = children.get(parent);
    if (versions) versions.push(message.id);
    else children.set(parent, [message.id]);
    known.add(message.id);
    previous = message.id;
  }
  return children;
}

/** A message that follows one nobody loaded yet stands where it was written. */
function parentOf(message: ChatMessage, previous: string, known: ReadonlySet<string>): string {
  if (message.metadata?.['parentId'] === null) return '';
  const named = namedParent(message);
  return named !== undefined && known.has(named) ? named : previous;
}
