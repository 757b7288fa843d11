import * as z from 'zod';

// What clients may rely on of OpenAI's shapes. Everything else passes through untouched, so all objects stay open.

const ChatMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string() })), z.null()])
    .optional()
    .describe('Text, or parts of text, images, audio and files'),
});

const sampling = {
  model: z.string().describe('A modelId of this platform'),
  stream: z.boolean().optional().describe('Answer in server-sent events'),
  temperature: z.number().min(0).max(2).optional(),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
};

export const ChatCompletionRequest = z.looseObject({
  ...sampling,
  messages: z.array(ChatMessage).min(1),
  max_completion_tokens: z.int().positive().optional(),
  tools: z.array(z.looseObject({ type: z.string() })).optional(),
});

export const CompletionRequest = z.looseObject({
  ...sampling,
  prompt: z.union([z.string(), z.array(z.string())]),
  max_tokens: z.int().positive().optional(),
});

export const EmbeddingRequest = z.looseObject({
  model: sampling.model,
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().positive().optional(),
});

const TokenUsage = z.looseObject({
  prompt_tokens: z.int(),
  completion_tokens: z.int().optional(),
  total_tokens: z.int(),
});
const answered = { id: z.string(), created: z.int().describe('Epoch seconds'), model: z.string() };

export const ChatCompletion = z.looseObject({
  ...answered,
  object: z.literal('chat.completion'),
  choices: z.array(z.looseObject({ index: z.int(), message: ChatMessage, finish_reason: z.string().nullable() })),
  usage: TokenUsage.optional(),
});

export const Completion = z.looseObject({
  ...answered,
  object: z.literal('text_completion'),
  choices: z.array(z.looseObject({ index: z.int(), text: z.string(), finish_reason: z.string().nullable() })),
  usage: TokenUsage.optional(),
});

export const ModelResponseRequest = z.looseObject({
  model: sampling.model,
  stream: sampling.stream,
  input: z
    .union([z.string(), z.array(z.looseObject({}))])
    .describe('What is said, or the whole conversation so far: nothing of it is stored'),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().positive().nullish(),
  tools: z.array(z.looseObject({ type: z.string() })).optional(),
});

export const ModelResponse = z.looseObject({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.number().describe('Epoch seconds'),
  model: z.string(),
  status: z.enum(['completed', 'incomplete', 'failed', 'in_progress']),
  output: z.array(z.looseObject({ type: z.string() })).describe('Messages, reasoning and calls of tools'),
  usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int(), total_tokens: z.int() }).nullish(),
});

export const EmbeddingList = z.looseObject({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.looseObject({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]).describe('Numbers, or their base64'),
    }),
  ),
  usage: TokenUsage.optional(),
});

/** A model as OpenAI lists it. */
export const ServedModel = z.looseObject({
  id: z.string().describe('The modelId'),
  object: z.literal('model'),
  created: z.int().describe('Epoch seconds'),
  owned_by: z.string(),
});

/** A model as LiteLLM describes it, without anything of how it is reached. */
export const ServedModelDetails = z.looseObject({
  model_name: z.string(),
  litellm_params: z.object({}),
  model_info: z.looseObject({
    mode: z.enum(['chat', 'image_generation', 'video_generation', 'embedding']),
    max_input_tokens: z.int().optional(),
  }),
});
