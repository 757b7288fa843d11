import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { mayUse } from './callers.ts';
import type { Caller } from './callers.ts';
import { modelNotFound } from './openai-error.ts';
import type { RoutesTable } from './routes-table.ts';

const modes = {
  textgen: 'chat',
  imagegen: 'image_generation',
  videogen: 'video_generation',
  embedding: 'embedding',
} as const;

/** `GET models`: what the caller may use, as OpenAI lists it. */
export const listModels = (table: RoutesTable, caller: Caller): object => ({
  object: 'list',
  data: usable(table, caller).map(listed),
});

/** `GET models/{id}`. Throws a Refusal (404) for what the caller may not use. */
export function describeModel(table: RoutesTable, caller: Caller, modelId: string): object {
  const route = table.find(modelId);
  if (!route || !mayUse(caller, route.model)) throw modelNotFound(modelId);
  return listed(route.model);
}

/** `GET model/info`, in LiteLLM's shape without anything of how a model is reached. */
export const modelInfo = (table: RoutesTable, caller: Caller): object => ({
  data: usable(table, caller).map((model) => ({
    model_name: model.modelId,
    litellm_params: {},
    model_info: {
      id: model.uid,
      db_model: false,
      mode: modes[model.modelType],
      ...(model.contextWindow === undefined ? {} : { max_input_tokens: model.contextWindow }),
    },
  })),
});

function usable(table: RoutesTable, caller: Caller): PublishedModel[] {
  const models = [...table.all()].map(({ model }) => model).filter((model) => mayUse(caller, model));
  return models.sort((a, b) => (a.modelId < b.modelId ? -1 : 1));
}

const listed = ({ modelId, createdAt }: PublishedModel) => ({
  id: modelId,
  object: 'model',
  created: Math.floor(createdAt / 1000),
  owned_by: 'lisa',
});
