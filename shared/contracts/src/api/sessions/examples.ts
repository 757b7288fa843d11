import type { StoredMessage } from '../../vocabulary/message.ts';
import type { Session, SessionSummary } from '../../vocabulary/session.ts';

/** What the examples of these routes are about. */
export const sessionId = '5f0f7a1e-54c7-4f0c-9a53-0f1f6c1f8a11';

const at = '2026-11-21T14:00:00.000Z';

export const asked: StoredMessage = {
  type: 'human',
  content: 'What is a quorum?',
  sessionId,
  messageIndex: 0,
  createdAt: at,
};

export const answered: StoredMessage = {
  type: 'ai',
  content: 'The number of members that must agree.',
  usage: { promptTokens: 12, completionTokens: 9, totalTokens: 21, responseTime: 0.8 },
  sessionId,
  messageIndex: 1,
  createdAt: at,
};

const told = {
  sessionId,
  name: 'Quorums',
  startTime: at,
  createTime: at,
  lastUpdated: at,
  isEncrypted: false,
  projectId: null,
  totalTokensUsed: 21,
  compactionMessageIndex: null,
};

export const summary: SessionSummary = {
  ...told,
  firstHumanMessage: 'What is a quorum?',
  tokensUsedSinceCompaction: 21,
};

export const session: Session = {
  ...told,
  userId: 'c0ffee00-1234-4567-89ab-000000000001',
  history: [asked, answered],
  configuration: null,
  messageCount: 2,
  nextCursor: null,
  hasMoreMessages: false,
};
