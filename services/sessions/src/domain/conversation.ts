import type { Message } from '@lisa/contracts/vocabulary/message';
import type { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import { firstHumanText, tokensOf } from './message.ts';

/** One conversation of one person, without its messages. */
export interface Conversation {
  /** Stable user name of the only person who may see it. */
  readonly owner: string;
  readonly sessionId: string;
  /** Names the messages in use. A conversation that is rewritten gets another; so does one that is created again. */
  readonly historyId: string;
  /** Rises with every write; guards conditional writes. */
  readonly version: number;
  readonly name: string | null;
  readonly configuration: ConversationConfiguration | null;
  readonly firstHumanMessage: string;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly projectId: string | null;
  readonly messageCount: number;
  readonly totalTokensUsed: number;
  readonly tokensUsedSinceCompaction: number;
  /** Place of the last summary. */
  readonly compactionMessageIndex: number | null;
  /** The key its content is encrypted with, itself encrypted; without one the content is plain. */
  readonly sealedKey?: string | undefined;
}

interface Beginning {
  readonly owner: string;
  readonly sessionId: string;
  readonly historyId: string;
  readonly sealedKey?: string | undefined;
}

/** A conversation in which nothing was said. */
export const begun = ({ sealedKey, ...beginning }: Beginning, now: string): Conversation => ({
  ...beginning,
  version: 0,
  name: null,
  configuration: null,
  firstHumanMessage: '',
  createdAt: now,
  changedAt: now,
  projectId: null,
  messageCount: 0,
  totalTokensUsed: 0,
  tokensUsedSinceCompaction: 0,
  compactionMessageIndex: null,
  ...(sealedKey && { sealedKey }),
});

/** What a write may set besides messages; what is absent stays. */
export interface Details {
  readonly name?: string | null | undefined;
  readonly configuration?: ConversationConfiguration | null | undefined;
}

const changed = (conversation: Conversation, change: Partial<Conversation>, now: string): Conversation => ({
  ...conversation,
  ...change,
  version: conversation.version + 1,
  changedAt: now,
});

/** The same conversation with another name or configuration. */
export const withDetails = (conversation: Conversation, { name, configuration }: Details, now: string): Conversation =>
  changed(
    conversation,
    { name: name ?? conversation.name, configuration: configuration ?? conversation.configuration },
    now,
  );

const sum = (messages: readonly Message[]): number => messages.reduce((total, message) => total + tokensOf(message), 0);

/** The conversation after these messages were added to its end. */
export function withAppended(
  conversation: Conversation,
  messages: readonly Message[],
  details: Details,
  now: string,
): Conversation {
  const { messageCount, totalTokensUsed, tokensUsedSinceCompaction, compactionMessageIndex } = conversation;
  const summary = messages.findLastIndex(({ type }) => type === 'summary');
  const sinceSummary = sum(messages.slice(summary + 1));
  return {
    ...withDetails(conversation, details, now),
    firstHumanMessage: conversation.firstHumanMessage || firstHumanText(messages),
    messageCount: messageCount + messages.length,
    totalTokensUsed: totalTokensUsed + sum(messages),
    tokensUsedSinceCompaction: summary < 0 ? tokensUsedSinceCompaction + sinceSummary : sinceSummary,
    compactionMessageIndex: summary < 0 ? compactionMessageIndex : messageCount + summary,
  };
}

/** The conversation with exactly these messages, under another history. */
export function withHistory(
  conversation: Conversation,
  { historyId, sealedKey }: { historyId: string; sealedKey: string | undefined },
  messages: readonly Message[],
  details: Details,
  now: string,
): Conversation {
  const { owner, sessionId } = conversation;
  const empty = begun({ owner, sessionId, historyId, sealedKey }, now);
  const { name, configuration, createdAt, projectId, version } = conversation;
  return withAppended({ ...empty, name, configuration, createdAt, projectId, version }, messages, details, now);
}
