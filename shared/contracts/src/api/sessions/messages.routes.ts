import * as z from 'zod';
import { SentMessage, StoredMessage } from '../../vocabulary/message.ts';
import { ConversationConfiguration, SessionId } from '../../vocabulary/session.ts';
import { defineRoute } from '../define-route.ts';
import { answered, asked, sessionId } from './examples.ts';

const path = '/session/{sessionId}/messages';
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
