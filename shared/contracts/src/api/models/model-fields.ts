import * as z from 'zod';
import { ModelId } from '../../vocabulary/ids.ts';
import {
  AutoScalingConfig,
  ContainerConfig,
  InferenceContainer,
  InstanceType,
  LoadBalancerConfig,
} from '../../vocabulary/model-hosting.ts';
import { HostingType, largestModel, ModelFeature, ModelType } from '../../vocabulary/model.ts';

export const modelFields = {
  modelId: ModelId.describe('The name clients use; unique'),
  modelName: z
    .string()
    .min(1)
    .max(512)
    .describe('Provider name (`openai/gpt-5`, `bedrock/…`), or for a self-hosted model the folder of its weights'),
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
      'How requests travel. Default: direct for openai/… with a modelUrl, for internal endpoints and for self-hosted models, else through LiteLLM',
    ),
};

/** What makes a model self-hosted: all of it or nothing. */
export const hostingFields = {
  instanceType: InstanceType.nullish(),
  inferenceContainer: InferenceContainer.nullish(),
  containerConfig: ContainerConfig.nullish(),
  autoScalingConfig: AutoScalingConfig.nullish(),
  loadBalancerConfig: LoadBalancerConfig.nullish(),
};

export const apiKeyField = z.string().min(1).max(4096).nullish().describe('Write-only; kept in Secrets Manager');

export const tooLarge = { message: `is larger than ${largestModel} bytes` };
