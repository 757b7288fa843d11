import * as z from 'zod';
import { SentMessage } from '../../vocabulary/message.ts';
import { ConversationConfiguration, Session, SessionId, SessionSummary } from '../../vocabulary/session.ts';
import { defineRoute } from '../define-route.ts';
import * as examples from './examples.ts';

const params = z.object({ sessionId: SessionId });
const { sessionId } = examples;
const deleted = z.object({ deleted: z.boolean() });
const said = z.object({ message: z.string() });
const one = { access: 'user', path: '/session/{sessionId}', params, success: 200, failures: 'plain' } as const;

export const listSessions = defineRoute({
  id: 'listSessions',
  method: 'GET',
  path: '/session',
  access: 'user',
  summary: 'List your conversations, the last changed first',
  success: 200,
  reply: z.array(SessionSummary),
  failures: 'plain',
  problems: ['ContentLocked'],
  example: { reply: [examples.summary] },
});

export const deleteSessions = defineRoute({
  id: 'deleteSessions',
  method: 'DELETE',
  path: '/session',
  access: 'user',
  summary: 'Delete all of your conversations',
  success: 200,
  reply: deleted,
  failures: 'plain',
  problems: [],
  example: { reply: { deleted: true } },
});

export const getSession = defineRoute({
  ...one,
  id: 'getSession',
  method: 'GET',
  summary: 'Get one of your conversations with its newest messages; an unknown one answers a 404 inside of a 200',
  reply: z.union([Session, z.object({ statusCode: z.literal(404), body: z.string() })]),
  problems: ['ContentLocked'],
  example: { params: { sessionId }, reply: examples.session },
});

export const putSession = defineRoute({
  ...one,
  id: 'putSession',
  method: 'PUT',
  summary: 'Write a conversation: from the first message that is stored already, the list is the truth',
  body: z.object({
    messages: z.array(SentMessage).max(10_000),
    configuration: ConversationConfiguration.nullish(),
    name: z.string().max(1024).nullish(),
  }),
  reply: said,
  problems: ['MessageTooLarge', 'ChangedMeanwhile', 'ContentLocked'],
  example: {
    params: { sessionId },
    body: { messages: [{ type: 'human', content: 'What is a quorum?' }], name: 'Quorums' },
    reply: { message: 'Session updated successfully' },
  },
});

export const deleteSession = defineRoute({
  ...one,
  id: 'deleteSession',
  method: 'DELETE',
  summary: 'Delete one of your conversations with its messages and images',
  reply: deleted,
  problems: ['ChangedMeanwhile'],
  example: { params: { sessionId }, reply: { deleted: true } },
});

export const nameSession = defineRoute({
  ...one,
  id: 'nameSession',
  method: 'PUT',
  path: '/session/{sessionId}/name',
  summary: 'Name one of your conversations',
  body: z.object({ name: z.string().trim().min(1).max(1024) }),
  reply: said,
  problems: ['SessionNotFound', 'ChangedMeanwhile'],
  example: {
    params: { sessionId },
    body: { name: 'Quorums' },
    reply: { message: 'Session name updated successfully' },
  },
});

const upload = z
  .object({
    contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    contentLength: z
      .int()
      .positive()
      .max(20 * 1024 * 1024)
      .describe('Bytes'),
  })
  .describe('Asks for an address to upload an image to that is too large for a request');

const imageOf = <S extends z.ZodType>(image_url: S) => z.looseObject({ type: z.literal('image_url'), image_url });
const sentImage = imageOf(z.looseObject({ url: z.string().default(''), upload: upload.optional() }));
const keptImage = imageOf(
  z.looseObject({
    url: z.string().describe('Shows it for an hour; conversations that are read later have a new one'),
    s3_key: z.string().optional().describe('Send it with the message'),
    upload: z
      .object({ url: z.string(), headers: z.record(z.string(), z.string()) })
      .optional()
      .describe('PUT it here'),
  }),
);

export const attachImage = defineRoute({
  ...one,
  id: 'attachImage',
  method: 'PUT',
  path: '/session/{sessionId}/attachImage',
  summary: 'Keep an image of a conversation; an https address is answered unchanged',
  body: z.object({ message: sentImage }),
  reply: z.object({ statusCode: z.literal(200), body: keptImage }),
  problems: ['NotAnImage'],
  example: {
    params: { sessionId },
    body: { message: { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } } },
    reply: { statusCode: 200, body: { type: 'image_url', image_url: { url: 'https://…', s3_key: 'u/…' } } },
  },
});
