import * as z from 'zod';
import { defineRoute } from './define-route.ts';
import { CreateModelRequest } from './models/create-model-request.ts';
import { model, selfHosted, selfHostedModel, wanted } from './models/examples.ts';
import { LisaModel } from './models/lisa-model.ts';
import { UpdateModelRequest } from './models/update-model-request.ts';

export { CreateModelRequest } from './models/create-model-request.ts';
export { LifecycleStep, LisaModel } from './models/lisa-model.ts';
export { AutoScalingChange, ContainerChange, UpdateModelRequest } from './models/update-model-request.ts';

const reply = z.object({ model: LisaModel });
const params = z.object({ modelId: z.string() });

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
  problems: ['ModelExists', 'InstanceTypeNotOffered'],
  example: { body: selfHosted, reply: { model: selfHostedModel } },
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

export const updateModel = defineRoute({
  id: 'updateModel',
  method: 'PUT',
  path: '/models/{modelId}',
  access: 'admin',
  summary: 'Change, stop or start a model',
  params,
  body: UpdateModelRequest,
  success: 200,
  reply,
  failures: 'detail',
  problems: [
    'ModelNotFound',
    'ModelNotSettled',
    'StartOrStopWithScaling',
    'ModelNotStopped',
    'ModelNotInService',
    'ModelNotSelfHosted',
    'EmbeddingCannotStream',
    'SettingNotAccepted',
    'ModelTooLarge',
    'ChangedMeanwhile',
  ],
  example: {
    params: { modelId: 'demo' },
    body: { modelDescription: 'For research', allowedGroups: ['research'] },
    reply: { model: { ...model, ...wanted, modelDescription: 'For research', status: 'Updating' } },
  },
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

export const listInstanceTypes = defineRoute({
  id: 'listInstanceTypes',
  method: 'GET',
  path: '/models/metadata/instances',
  access: 'user',
  summary: 'List the EC2 instance types that self-hosted models can run on',
  success: 200,
  reply: z.array(z.string()),
  failures: 'detail',
  problems: [],
  example: { reply: ['g5.xlarge', 'g6.xlarge', 'g6e.12xlarge'] },
});

export const setContextWindow = defineRoute({
  id: 'setContextWindow',
  method: 'PUT',
  path: '/models/{modelId}/context-window',
  access: 'admin',
  summary: 'Say how many tokens a model takes at most',
  params,
  body: z.object({ contextWindow: z.int().positive().describe('Tokens of request and answer together') }),
  success: 200,
  reply,
  failures: 'detail',
  problems: ['ModelNotFound', 'ChangedMeanwhile'],
  example: {
    params: { modelId: 'demo' },
    body: { contextWindow: 128000 },
    reply: { model: { ...model, contextWindow: 128000 } },
  },
});
