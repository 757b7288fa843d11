import type { Session, SessionSummary } from '@lisa/contracts/vocabulary/session';
import type { Conversation } from '../domain/conversation.ts';
import type { Page } from '../use-cases/read-session.ts';

const told = (conversation: Conversation) => ({
  sessionId: conversation.sessionId,
  name: conversation.name,
  startTime: conversation.createdAt,
  createTime: conversation.createdAt,
  lastUpdated: conversation.changedAt,
  isEncrypted: conversation.sealedKey !== undefined,
  projectId: conversation.projectId,
  totalTokensUsed: conversation.totalTokensUsed,
  compactionMessageIndex: conversation.compactionMessageIndex,
});

/** A conversation in the list, as LISA's clients read it. */
export const summaryView = (conversation: Conversation): SessionSummary => ({
  ...told(conversation),
  firstHumanMessage: conversation.firstHumanMessage,
  tokensUsedSinceCompaction: conversation.tokensUsedSinceCompaction,
});

/** A conversation with its newest messages, which `page` has newest first. */
export const sessionView = (conversation: Conversation, page: Page): Session => ({
  ...told(conversation),
  userId: conversation.owner,
  history: page.messages.toReversed(),
  configuration: conversation.configuration,
  messageCount: conversation.messageCount,
  nextCursor: page.nextCursor,
  hasMoreMessages: page.nextCursor !== null,
});

/** An unknown conversation is an empty one to LISA's pages: a 404 inside of a 200. */
export const unknownSession = { statusCode: 404, body: JSON.stringify({ error: 'Session not found' }) } as const;
