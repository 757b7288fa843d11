import * as z from 'zod';

// What clients may rely on of Anthropic's shapes. Everything else passes through untouched, so all objects stay open.

const Content = z
  .union([z.string(), z.array(z.looseObject({ type: z.string() }))])
  .describe('Text, or blocks of text, images, thoughts, tool calls and their results');

const said = {
  model: z.string().describe('A modelId of this platform'),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content: Content })).min(1),
  system: Content.optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
};

export const AnthropicMessageRequest = z.looseObject({
  ...said,
  max_tokens: z.int().positive(),
  stream: z.boolean().optional().describe('Answer in server-sent events'),
  temperature: z.number().optional(),
  stop_sequences: z.array(z.string()).optional(),
});

export const AnthropicMessage = z.looseObject({
  id: z.string(),
  type: z.literal('message'),
  role: z.literal('assistant'),
  model: z.string(),
  content: z.array(z.looseObject({ type: z.string() })),
  stop_reason: z.string().nullable(),
  usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int() }),
});

export const TokenCountRequest = z.looseObject(said);

export const TokenCount = z.object({ input_tokens: z.int().nonnegative() });
