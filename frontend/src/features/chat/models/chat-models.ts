import { listModels } from '@lisa/contracts/api/models.routes';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useConfiguration } from '../../../platform/configuration.ts';
import { queryOf } from '../../../platform/queries.ts';
import type { ModelAbilities } from '../conversation/request.ts';

/** A model as one chooses it. */
export interface ChatModel extends ModelAbilities {
  readonly name: string;
  readonly description: string;
  /** What it can do, in words. */
  readonly abilities: readonly string[];
  readonly isReady: boolean;
  /** Why it cannot be chosen; empty if it can. */
  readonly state: string;
}

const features: Readonly<Record<string, string>> = {
  imageInput: 'images',
  reasoning: 'reasoning',
  summarization: 'summaries',
  toolCalls: 'tools',
};

/** The models one can chat with: ready ones first, the others with the reason why they cannot be chosen. */
export function chatModelsOf(models: readonly LisaModel[]): ChatModel[] {
  return models
    .filter(({ modelType }) => modelType === 'textgen')
    .map(asChatModel)
    .sort((one, other) => Number(other.isReady) - Number(one.isReady) || one.name.localeCompare(other.name));
}

function asChatModel(model: LisaModel): ChatModel {
  const names = new Set((model.features ?? []).map(({ name }) => name));
  return {
    modelId: model.modelId,
    name: model.modelId,
    description: model.modelDescription ?? '',
    streams: model.streaming,
    readsImages: names.has('imageInput'),
    reasons: names.has('reasoning'),
    contextWindow: model.contextWindow ?? null,
    abilities: [...names].flatMap((name) => features[name] ?? []).concat(contextOf(model)),
    isReady: model.status === 'InService',
    state: model.status === 'InService' ? '' : model.status,
  };
}

const contextOf = ({ contextWindow }: LisaModel): string[] =>
  contextWindow === null ? [] : [`${Math.round(contextWindow / 1000)}k context`];

/**
 * The models of this person, read again every half minute so that a stopped one is not offered for long, and the one an
 * administrator made the default.
 */
export function useChatModels() {
  const { data, error, refetch } = useQuery({ ...queryOf(listModels, {}), refetchInterval: 30_000 });
  const { defaultModel } = useConfiguration().global;
  const models = useMemo(() => data && chatModelsOf(data.models), [data]);
  return { models, defaultId: defaultModel, error, refetch };
}
