import * as z from 'zod';
import { ModelId, Uid } from './ids.ts';
import { Status } from './lifecycle.ts';

export const ModelType = z.enum(['textgen', 'imagegen', 'videogen', 'embedding']);
export const HostingType = z.enum(['third_party', 'lisa_hosted', 'internal_hosted']);
export const ModelFeature = z.object({ name: z.string().min(1), overview: z.string().default('') });

/** How the router reaches a model: its OpenAI-compatible address, or a provider behind LiteLLM. */
export const ModelTarget = z.object({
  via: z.enum(['direct', 'litellm']),
  model: z.string().min(1).describe('The name the upstream knows; behind LiteLLM with its provider prefix'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address whose /chat/completions is called'),
  secretArn: z.string().optional().describe('Secrets Manager ARN of the API key; the key itself never travels'),
});
export type ModelTarget = z.infer<typeof ModelTarget>;

/** What other services may know of a model. Readers upsert it when `uid` or `version` is newer. */
export const PublishedModel = z.object({
  modelId: ModelId,
  uid: Uid,
  version: z.int().positive().describe('Rises with every change of this uid'),
  ready: z.boolean().describe('It answers, so routers may send requests to it'),
  status: Status,
  modelName: z.string(),
  modelType: ModelType,
  hostingType: HostingType,
  modelDescription: z.string().optional(),
  streaming: z.boolean(),
  features: z.array(ModelFeature),
  allowedGroups: z.array(z.string()).describe('Bare group names; none means everyone'),
  contextWindow: z.int().positive().optional(),
  createdAt: z.int().positive().describe('Epoch milliseconds'),
  target: ModelTarget,
});
export type PublishedModel = z.infer<typeof PublishedModel>;

/** What is known of a model travels in one event, with room for its envelope and a reason; see the outbox. */
export const largestModel = 32 * 1024;
const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

export const fitsOneEvent = (request: unknown): boolean => bytesOf(request) <= largestModel;
