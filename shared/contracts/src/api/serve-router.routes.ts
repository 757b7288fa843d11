import * as z from 'zod';
import {
  ChatCompletion,
  ChatCompletionRequest,
  Completion,
  CompletionRequest,
  EmbeddingList,
  EmbeddingRequest,
  ModelResponse,
  ModelResponseRequest,
  ServedModel,
  ServedModelDetails,
} from '../vocabulary/openai.ts';
import type { DataPlaneRoute } from './define-route.ts';

export * from './serve-router/connection-tests.routes.ts';
export * from './serve-router/messages.routes.ts';

type Declared = Omit<DataPlaneRoute, 'access' | 'success' | 'failures' | 'sameAs'>;

/** Under LISA's base, and once more where clients of OpenAI look. */
function underBothBases(route: Declared): readonly [DataPlaneRoute, DataPlaneRoute] {
  const path = `/v2/serve${route.path}`;
  const served: DataPlaneRoute = { ...route, path, access: 'user', success: 200, failures: 'openai' };
  return [served, { ...served, id: `${route.id}V1`, path: `/v1${route.path}`, sameAs: path }];
}

const question = { method: 'GET', refusals: [401, 403, 503] } as const;
const inference = { method: 'POST', refusals: [400, 401, 403, 404, 413, 502, 503, 504] } as const;
const created = 1795276800;
const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };
const said = [{ role: 'user', content: 'Say hello.' }];
const chatStream = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\ndata: [DONE]\n\n';
const textStream = 'data: {"choices":[{"index":0,"text":" time"}]}\n\ndata: [DONE]\n\n';
const responseStream =
  'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"Hello","sequence_number":4}\n\n';
const demo = { id: 'demo', object: 'model', created, owned_by: 'lisa' };

export const [createChatCompletion, createChatCompletionV1] = underBothBases({
  ...inference,
  id: 'createChatCompletion',
  path: '/chat/completions',
  summary: 'Answer a conversation',
  body: ChatCompletionRequest,
  reply: ChatCompletion,
  streams: chatStream,
  example: {
    body: { model: 'demo', messages: said },
    reply: {
      id: 'chatcmpl-7f3k',
      object: 'chat.completion',
      created,
      model: 'demo',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }],
      usage,
    },
  },
});

export const [createCompletion, createCompletionV1] = underBothBases({
  ...inference,
  id: 'createCompletion',
  path: '/completions',
  summary: 'Continue a text',
  body: CompletionRequest,
  reply: Completion,
  streams: textStream,
  example: {
    body: { model: 'demo', prompt: 'Once upon a' },
    reply: {
      id: 'cmpl-2m9q',
      object: 'text_completion',
      created,
      model: 'demo',
      choices: [{ index: 0, text: ' time', finish_reason: 'stop' }],
      usage,
    },
  },
});

export const [createResponse, createResponseV1] = underBothBases({
  ...inference,
  id: 'createResponse',
  path: '/responses',
  summary: 'Answer a conversation, in OpenAI’s newer protocol',
  body: ModelResponseRequest,
  reply: ModelResponse,
  streams: responseStream,
  example: {
    body: { model: 'demo', input: 'Say hello.' },
    reply: {
      id: 'resp_4c1d',
      object: 'response',
      created_at: created,
      model: 'demo',
      status: 'completed',
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello!' }] }],
      usage: { input_tokens: 9, output_tokens: 3, total_tokens: 12 },
    },
  },
});

export const [createEmbeddings, createEmbeddingsV1] = underBothBases({
  ...inference,
  id: 'createEmbeddings',
  path: '/embeddings',
  summary: 'Turn texts into vectors',
  body: EmbeddingRequest,
  reply: EmbeddingList,
  example: {
    body: { model: 'demo-embedding', input: ['a text', 'another'] },
    reply: {
      object: 'list',
      model: 'demo-embedding',
      data: [
        { object: 'embedding', index: 0, embedding: [0.12, -0.5, 0.33] },
        { object: 'embedding', index: 1, embedding: [0.07, -0.41, 0.4] },
      ],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    },
  },
});

export const [listServedModels, listServedModelsV1] = underBothBases({
  ...question,
  id: 'listServedModels',
  path: '/models',
  summary: 'List the models you may call',
  reply: z.object({ object: z.literal('list'), data: z.array(ServedModel) }),
  example: { reply: { object: 'list', data: [demo] } },
});

export const [getServedModel, getServedModelV1] = underBothBases({
  ...question,
  refusals: [401, 403, 404, 503],
  id: 'getServedModel',
  path: '/models/{modelId}',
  summary: 'Get one model you may call',
  params: z.object({ modelId: z.string() }),
  reply: ServedModel,
  example: { params: { modelId: 'demo' }, reply: demo },
});

export const [listServedModelDetails, listServedModelDetailsV1] = underBothBases({
  ...question,
  id: 'listServedModelDetails',
  path: '/model/info',
  summary: 'List the models you may call with what they are for',
  reply: z.object({ data: z.array(ServedModelDetails) }),
  example: { reply: { data: [{ model_name: 'demo', litellm_params: {}, model_info: { mode: 'chat' } }] } },
});

const Endpoint = z.looseObject({ model: z.string() });

export const [getServedModelHealth, getServedModelHealthV1] = underBothBases({
  ...question,
  id: 'getServedModelHealth',
  path: '/health',
  summary: 'See which of your models can be reached',
  reply: z.object({
    healthy_endpoints: z.array(Endpoint),
    unhealthy_endpoints: z.array(Endpoint),
    healthy_count: z.int(),
    unhealthy_count: z.int(),
  }),
  example: {
    reply: { healthy_endpoints: [{ model: 'demo' }], unhealthy_endpoints: [], healthy_count: 1, unhealthy_count: 0 },
  },
});

export const [getRouterReadiness, getRouterReadinessV1] = underBothBases({
  ...question,
  id: 'getRouterReadiness',
  path: '/health/readiness',
  summary: 'See whether the router takes requests',
  reply: z.looseObject({ status: z.string() }),
  example: { reply: { status: 'healthy', routes: 'served' } },
});

export const [getRouterLiveliness, getRouterLivelinessV1] = underBothBases({
  ...question,
  id: 'getRouterLiveliness',
  path: '/health/liveliness',
  summary: 'See whether the router is alive',
  reply: z.string(),
  example: { reply: "I'm alive!" },
});

export const getHealth: DataPlaneRoute = {
  id: 'getHealth',
  method: 'GET',
  path: '/health',
  access: 'public',
  summary: 'See whether inference is up',
  success: 200,
  reply: z.looseObject({ status: z.string() }),
  failures: 'openai',
  refusals: [503],
  example: { reply: { status: 'OK' } },
};
