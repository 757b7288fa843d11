import * as z from 'zod';

export const MessageType = z.enum(['human', 'ai', 'system', 'tool', 'summary']);
export type MessageType = z.infer<typeof MessageType>;

/** A part of a message; an image part that we keep carries `s3_key`, and its `url` is signed anew on every read. */
export const MessagePart = z.looseObject({
  type: z.string().min(1).describe('text, image_url, video_url'),
  text: z.string().optional(),
  image_url: z
    .looseObject({
      url: z.string(),
      s3_key: z.string().optional().describe('Names an image that we keep, as attachImage answered it'),
    })
    .optional(),
});
export type MessagePart = z.infer<typeof MessagePart>;

const tokens = z.number().nonnegative().nullish();

/** How many tokens an answer took, and how long. */
export const MessageUsage = z.looseObject({
  promptTokens: tokens,
  completionTokens: tokens,
  totalTokens: tokens,
  responseTime: z.number().nonnegative().nullish().describe('Seconds'),
});
export type MessageUsage = z.infer<typeof MessageUsage>;

/** One message of a conversation as clients write it; fields that we do not know are dropped. */
export const Message = z.object({
  type: MessageType,
  content: z.union([z.string(), z.array(MessagePart).max(256)]),
  id: z.string().min(1).max(128).nullish().describe('Chosen by the client; the same id is kept once'),
  metadata: z.looseObject({}).nullish(),
  toolCalls: z.array(z.looseObject({})).nullish(),
  usage: MessageUsage.nullish(),
  guardrailTriggered: z.boolean().nullish(),
  reasoningContent: z.string().nullish(),
  reasoningSignature: z.string().nullish(),
});
export type Message = z.infer<typeof Message>;

/** What a client may send back: a message as it read it, with its place. */
export const SentMessage = Message.extend({
  messageIndex: z.int().nonnegative().nullish().describe('Its place, if it was read from us'),
});
export type SentMessage = z.infer<typeof SentMessage>;

/** One message as it is kept. */
export const StoredMessage = Message.extend({
  sessionId: z.string(),
  messageIndex: z.int().nonnegative().describe('Counts from 0 without gaps'),
  createdAt: z.iso.datetime(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;
