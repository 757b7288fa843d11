import * as z from 'zod';
import { SentMessage, StoredMessage } from '../../vocabulary/message.ts';
import { ConversationConfiguration, SessionId } from '../../vocabulary/session.ts';
import { defineRoute } from '../define-route.ts';
import { answered, asked, sessionId } from './examples.ts';

const path = '/session/{sessionId}/messages';
const index = z.int().nonnegative();
const params = z.object({ sessionId: SessionId });

export const appendMessages = defineRoute({
  id: 'appendMessages',
  method: 'POST',
  path,
  access: 'user',
  summary: 'Append messages to a conversation; creates it if needed',
  params,
  body: z.object({
    messages: z.array(SentMessage).max(10_000).default([]),
    configuration: ConversationConfiguration.nullish(),
    name: z.string().max(1024).nullish(),
  }),
  success: 200,
  reply: z.object({ message: z.string() }),
  failures: 'plain',
  problems: ['NoMessages', 'MessageTooLarge', 'ChangedMeanwhile', 'ContentLocked'],
  example: {
    params: { sessionId },
    body: { messages: [{ type: 'human', content: 'What is a quorum?' }] },
    reply: { message: 'Successfully appended 1 messages' },
  },
});

export const listMessages = defineRoute({
  id: 'listMessages',
  method: 'GET',
  path,
  access: 'user',
  summary: 'Page through the messages of a conversation',
  params,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    order: z.enum(['asc', 'desc']).default('desc'),
    cursor: z.string().max(512).optional().describe('nextCursor of the page before'),
  }),
  success: 200,
  reply: z.object({ messages: z.array(StoredMessage), nextCursor: z.string().nullable(), hasMore: z.boolean() }),
  failures: 'plain',
  problems: ['SessionNotFound', 'InvalidCursor', 'ContentLocked'],
  example: { params: { sessionId }, reply: { messages: [answered, asked], nextCursor: null, hasMore: false } },
});

export const compactSession = defineRoute({
  id: 'compactSession',
  method: 'POST',
  path: '/session/{sessionId}/compact',
  access: 'user',
  summary:
    'Let a model summarise a conversation, to go on from the summary; no message is removed. ' +
    'What takes longer than 29 seconds is answered 504 and goes on: the summary is then among the messages',
  params,
  body: z.object({ modelId: z.string().min(1).max(256).describe('Summarises, under your own access') }),
  success: 200,
  reply: z.object({
    summaryMessageIndex: index,
    summaryContent: z.string(),
    compactionMessageIndex: index,
    systemPrompt: z.string().describe('Send it in front of the messages after the summary, instead of those before'),
  }),
  failures: 'plain',
  problems: [
    'SessionNotFound',
    'SessionTooShort',
    'NothingToCompact',
    'SummaryFailed',
    'ChangedMeanwhile',
    'ContentLocked',
  ],
  example: {
    params: { sessionId },
    body: { modelId: 'demo' },
    reply: {
      summaryMessageIndex: 42,
      summaryContent: 'They compared quorum sizes and chose five of nine.',
      compactionMessageIndex: 42,
      systemPrompt:
        'Be brief.\n\nSummary of the conversation so far:\nThey compared quorum sizes and chose five of nine.',
    },
  },
});
