import * as z from 'zod';
import { HostingType } from '../../vocabulary/model.ts';
import type { DataPlaneRoute } from '../define-route.ts';

/** How to reach a model that is not saved yet: fields of `POST /models`, with the key in clear. Nothing of it is kept. */
export const ConnectionTest = z
  .object({
    modelName: z.string().min(1).max(512),
    modelType: z.enum(['textgen', 'embedding']),
    modelUrl: z.url({ protocol: /^https?$/ }).nullish(),
    hostingType: HostingType.default('third_party'),
    route: z.enum(['direct', 'litellm']).optional(),
    streaming: z.boolean().default(false).describe('Whether the answer must come word by word'),
    apiKey: z.string().min(1).max(4096).nullish(),
  })
  .refine(({ route, hostingType, modelUrl }) => (route !== 'direct' && hostingType !== 'internal_hosted') || modelUrl, {
    path: ['modelUrl'],
    message: 'is required for the direct route',
  });
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** How the test ended. A connection that failed is an answer as well, not an error. */
export const ConnectionTestResult = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    ms: z.int().nonnegative().describe('Until the first byte of the answer'),
    answer: z.string().optional().describe('What it said'),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.string().describe('What is wrong, and what to do'),
    models: z
      .array(z.string())
      .optional()
      .describe('The models that address knows, if the one asked for is none of them'),
  }),
]);
export type ConnectionTestResult = z.infer<typeof ConnectionTestResult>;

export const testConnection = {
  id: 'testConnection',
  method: 'POST',
  path: '/v2/serve/connection-tests',
  access: 'admin',
  summary: 'Test how a model would be reached, before it is saved',
  body: ConnectionTest,
  success: 200,
  reply: ConnectionTestResult,
  failures: 'openai',
  refusals: [400, 401, 403, 413, 503],
  example: {
    body: {
      modelName: 'openai/llama-4',
      modelType: 'textgen',
      modelUrl: 'https://models.example.com/v1',
      streaming: true,
      apiKey: 'sk-…',
    },
    reply: { ok: true, ms: 240, answer: 'OK' },
  },
} as const satisfies DataPlaneRoute;
