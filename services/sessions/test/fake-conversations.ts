import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import type { InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import type { ManualClock } from '@lisa/testing/manual-clock';
import { stored } from '@lisa/testing/stored';
import type { Conversation } from '../src/domain/conversation.ts';
import { historyKey, ownerKey } from '../src/domain/keys.ts';
import type { DatedMessage } from '../src/domain/message.ts';
import type { Conversations, Leftover } from '../src/ports.ts';

/** What stands in the fake's tables. */
export interface KeptConversations {
  /** By owner's key and session id. */
  readonly rows: Map<string, Conversation>;
  /** Messages by history. */
  readonly histories: Map<string, StoredMessage[]>;
  readonly leftovers: Map<string, { readonly leftover: Leftover; readonly at: number }>;
}

const keyOf = (owner: string, sessionId: string): string => `${ownerKey(owner)}/${sessionId}`;
const historyOf = ({ owner, sessionId, historyId }: Leftover | Conversation): string =>
  historyKey(owner, sessionId, historyId);

/** Conversations that keep their promises in memory. Every call answers later, so that clients interleave. */
export function inMemoryConversations(outbox: InMemoryOutbox, clock: ManualClock) {
  const kept: KeptConversations = { rows: new Map(), histories: new Map(), leftovers: new Map() };
  return { kept, conversations: { ...reading(kept), ...writing(kept, outbox, clock) } satisfies Conversations };
}

const reading = ({ rows, histories }: KeptConversations) => ({
  find: async (owner: string, sessionId: string) => stored(rows.get(keyOf(owner, sessionId))),
  has: async (owner: string, sessionId: string) => rows.has(keyOf(owner, sessionId)),
  list: async (owner: string) => stored([...rows.values()].filter((row) => row.owner === owner)),
  ids: async (owner: string) =>
    [...rows.values()].filter((row) => row.owner === owner).map(({ sessionId }) => sessionId),
  messages: async (conversation: Conversation, from: number, to: number) =>
    stored((histories.get(historyOf(conversation)) ?? []).slice(from, to)),
});

function writing(
  { rows, histories, leftovers }: KeptConversations,
  outbox: InMemoryOutbox,
  clock: ManualClock,
): Pick<Conversations, 'append' | 'rewrite' | 'remove' | 'leftovers' | 'clear'> {
  const expect = (previous: Conversation | undefined, { owner, sessionId }: Conversation) => {
    const { version, historyId } = rows.get(keyOf(owner, sessionId)) ?? {};
    if (version !== previous?.version || historyId !== previous?.historyId) throw new Failure('ChangedMeanwhile');
  };
  const placed = ({ sessionId }: Conversation, messages: readonly DatedMessage[], first: number) =>
    messages.map((message, index) => stored({ ...message, sessionId, messageIndex: first + index }));
  const leave = (leftover: Leftover) => leftovers.set(historyOf(leftover), { leftover, at: clock.now() });

  return {
    append: async (previous, next, messages) => {
      expect(previous, next);
      const dated = messages.map((message) => ({ ...message, createdAt: next.changedAt }));
      const history = histories.get(historyOf(next)) ?? [];
      histories.set(historyOf(next), [...history, ...placed(next, dated, previous?.messageCount ?? 0)]);
      rows.set(keyOf(next.owner, next.sessionId), stored(next));
    },
    rewrite: async (previous, next, messages) => {
      expect(previous, next);
      histories.set(historyOf(next), placed(next, messages, 0));
      rows.set(keyOf(next.owner, next.sessionId), stored(next));
      if (previous) leave({ ...leftoverOf(previous), withImages: false });
    },
    remove: async (owner, sessionId, ...facts) => {
      const conversation = rows.get(keyOf(owner, sessionId));
      if (!conversation) return undefined;
      const leftover = { ...leftoverOf(conversation), withImages: true };
      outbox.transact(facts, () => {
        rows.delete(keyOf(owner, sessionId));
        leave(leftover);
      });
      return leftover;
    },
    leftovers: async (olderThanSeconds) =>
      [...leftovers.values()]
        .filter(({ at }) => at <= clock.now() - olderThanSeconds * 1000)
        .map(({ leftover }) => leftover),
    clear: async (leftover) => {
      histories.delete(historyOf(leftover));
      leftovers.delete(historyOf(leftover));
    },
  };
}

const leftoverOf = ({ owner, sessionId, historyId }: Conversation) => ({ owner, sessionId, historyId });
