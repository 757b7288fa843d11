import * as z from 'zod';
import { ModelId } from '../vocabulary/ids.ts';
import { Status } from '../vocabulary/lifecycle.ts';
import { HostingType, ModelFeature, ModelType } from '../vocabulary/model.ts';
import { defineRoute } from './define-route.ts';

const modelFields = {
  modelId: ModelId.describe('The name clients use; unique'),
  modelName: z.string().min(1).max(512).describe('Provider name (`openai/gpt-5`, `bedrock/…`)'),
  modelType: ModelType,
  modelDescription: z.string().max(4096).nullish(),
  modelUrl: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .describe('Base URL of an OpenAI-compatible endpoint, usually ending in /v1'),
  streaming: z.boolean().default(false),
  features: z.array(ModelFeature).nullish(),
  allowedGroups: z.array(z.string().min(1)).max(256).nullish().describe('None: everyone'),
  hostingType: HostingType.default('third_party'),
  route: z
    .enum(['direct', 'litellm'])
    .optional()
    .describe(
      'How requests travel. Default: direct for openai/… with a modelUrl and for internal endpoints, else through LiteLLM',
    ),
};

/** What makes a model self-hosted is refused by name: ignored, it would quietly become a provider's model. */
const notOffered = z.null('self-hosted models are not offered by this deployment').optional();
const selfHosting = {
  instanceType: notOffered,
  inferenceContainer: notOffered,
  containerConfig: notOffered,
  autoScalingConfig: notOffered,
  loadBalancerConfig: notOffered,
};

/** What is known of a model travels in one event, with room for its envelope and a reason; see the outbox. */
const largestRequest = 32 * 1024;
const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The request of `POST /models`; fields that LISA's clients send and we do not know are ignored. */
export const CreateModelRequest = z
  .object({
    ...modelFields,
    apiKey: z.string().min(1).max(4096).nullish().describe('Write-only; kept in Secrets Manager'),
    ...selfHosting,
  })
  .refine(({ modelType, streaming }) => !(modelType === 'embedding' && streaming), {
    path: ['streaming'],
    message: 'an embedding model cannot stream',
  })
  .refine(({ hostingType, modelUrl }) => hostingType !== 'internal_hosted' || modelUrl, {
    path: ['modelUrl'],
    message: 'is required for internal_hosted',
  })
  .refine(({ route, modelUrl }) => route !== 'direct' || modelUrl, {
    path: ['modelUrl'],
    message: 'is required for the direct route',
  })
  .refine((request) => bytesOf(request) <= largestRequest, { message: `is larger than ${largestRequest} bytes` });
export type CreateModelRequest = z.infer<typeof CreateModelRequest>;

/** A model as LISA's clients read it. */
export const LisaModel = z.object({
  ...modelFields,
  status: Status,
  contextWindow: z.int().positive().nullable(),
  failureReason: z.string().optional().describe('Why it failed, or what it waits for'),
  last_modified_date: z.int().describe('Epoch milliseconds'),
});
export type LisaModel = z.infer<typeof LisaModel>;

const reply = z.object({ model: LisaModel });
const params = z.object({ modelId: z.string() });
const wanted = {
  modelId: 'demo',
  modelName: 'openai/demo',
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  streaming: true,
  allowedGroups: ['research'],
} as const;
const model: LisaModel = {
  ...wanted,
  allowedGroups: ['research'],
  features: [],
  hostingType: 'third_party',
  status: 'InService',
  contextWindow: null,
  last_modified_date: 1795276800000,
};

export const createModel = defineRoute({
  id: 'createModel',
  method: 'POST',
  path: '/models',
  access: 'admin',
  summary: 'Create a model',
  body: CreateModelRequest,
  success: 200,
  reply,
  failures: 'detail',
  problems: ['ModelExists', 'HostingNotOffered'],
  example: { body: { ...wanted, apiKey: 'sk-…' }, reply: { model: { ...model, status: 'Creating' } } },
});

export const listModels = defineRoute({
  id: 'listModels',
  method: 'GET',
  path: '/models',
  access: 'user',
  summary: 'List the models you may use; administrators see all',
  success: 200,
  reply: z.object({ models: z.array(LisaModel) }),
  failures: 'detail',
  problems: [],
  example: { reply: { models: [model] } },
});

export const getModel = defineRoute({
  id: 'getModel',
  method: 'GET',
  path: '/models/{modelId}',
  access: 'user',
  summary: 'Get one model',
  params,
  success: 200,
  reply,
  failures: 'detail',
  problems: ['ModelNotFound'],
  example: { params: { modelId: 'demo' }, reply: { model } },
});

export const deleteModel = defineRoute({
  id: 'deleteModel',
  method: 'DELETE',
  path: '/models/{modelId}',
  access: 'admin',
  summary: 'Delete a model',
  params,
  success: 200,
  reply,
  failures: 'detail',
  problems: ['ModelNotFound', 'ChangedMeanwhile'],
  example: { params: { modelId: 'demo' }, reply: { model: { ...model, status: 'Deleting' } } },
});
