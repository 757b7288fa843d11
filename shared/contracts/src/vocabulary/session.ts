import * as z from 'zod';
import { StoredMessage } from './message.ts';

/** Chosen by the client, usually a UUID; unique among its owner's. It stands in keys, so it is one plain segment. */
export const SessionId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'must begin with a letter or digit and contain only letters, digits and . _ -',
  );

export const ModelArgs = z.object({
  n: z.number().nullish(),
  top_p: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
  presence_penalty: z.number().nullish(),
  temperature: z.number().nullish(),
  seed: z.number().nullish(),
  stop: z.array(z.string()).default([]),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
});

/** How a conversation behaves; what is left out has LISA's default. */
export const SessionConfiguration = z.object({
  markdownDisplay: z.boolean().default(true),
  streaming: z.boolean().default(false),
  showMetadata: z.boolean().default(false),
  showReasoningContent: z.boolean().default(true),
  max_tokens: z.int().positive().nullish(),
  chatHistoryBufferSize: z.int().nonnegative().default(7),
  ragTopK: z.int().positive().default(3),
  ragSearchMode: z.enum(['vector', 'hybrid']).nullish(),
  ragVectorWeight: z.number().nullish(),
  ragKeywordWeight: z.number().nullish(),
  modelArgs: ModelArgs.prefault({}),
  imageGenerationArgs: z
    .object({
      size: z.string().default('1024x1024'),
      numberOfImages: z.int().positive().default(1),
      quality: z.string().default('standard'),
    })
    .prefault({}),
  videoGenerationArgs: z
    .object({ seconds: z.string().default('4'), size: z.string().default('720x1280') })
    .prefault({}),
  remixVideoId: z.string().nullish(),
});

export const RagConfig = z.object({
  collection: z.looseObject({}).nullish(),
  embeddingModel: z.unknown().optional(),
  repositoryId: z.string().nullish(),
  repositoryType: z.string().nullish(),
  supportsHybridSearch: z.boolean().nullish(),
});

/** What a conversation was set up with; keys that we do not know are dropped. */
export const ConversationConfiguration = z.object({
  sessionConfiguration: SessionConfiguration.prefault({}),
  promptConfiguration: z.object({ promptTemplate: z.string().default('') }).prefault({}),
  ragConfig: RagConfig.prefault({}),
  selectedModel: z.looseObject({}).nullish().describe('The model as it was when it was chosen'),
  chatAssistantId: z.string().nullish(),
});
export type ConversationConfiguration = z.infer<typeof ConversationConfiguration>;

const index = z.int().nonnegative().nullable();
const times = { startTime: z.iso.datetime(), createTime: z.iso.datetime(), lastUpdated: z.iso.datetime() };

/** One line of the list of conversations. */
export const SessionSummary = z.object({
  sessionId: SessionId,
  name: z.string().nullable(),
  firstHumanMessage: z.string().describe('The first human text that is not context'),
  ...times,
  isEncrypted: z.boolean(),
  projectId: z.string().nullable(),
  totalTokensUsed: z.number(),
  compactionMessageIndex: index,
  tokensUsedSinceCompaction: z.number(),
});
export type SessionSummary = z.infer<typeof SessionSummary>;

/** A conversation with its newest messages. */
export const Session = z.object({
  sessionId: SessionId,
  userId: z.string(),
  history: z.array(StoredMessage).describe('The newest 20, in chronological order'),
  name: z.string().nullable(),
  configuration: ConversationConfiguration.nullable(),
  ...times,
  isEncrypted: z.boolean(),
  projectId: z.string().nullable(),
  messageCount: z.int().nonnegative(),
  totalTokensUsed: z.number(),
  compactionMessageIndex: index,
  nextCursor: z.string().nullable().describe('Asks for the messages before these'),
  hasMoreMessages: z.boolean(),
});
export type Session = z.infer<typeof Session>;
