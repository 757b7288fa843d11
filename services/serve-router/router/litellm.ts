import type { ModelTarget, PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { LitellmEntry } from './ports.ts';
import type { Destination } from './routes-table.ts';

export interface LitellmSettings {
  readonly origin: string;
  readonly masterKey: string;
}

/** A model behind LiteLLM, which knows it by our name for it. */
export const litellmDestination = (
  { modelId }: PublishedModel,
  { origin, masterKey }: LitellmSettings,
): Destination => ({
  via: 'litellm',
  origin,
  basePath: '/v1',
  model: modelId,
  authorization: `Bearer ${masterKey}`,
});

/** A model's id on LiteLLM's list. It changes with every version, so that LiteLLM notices. */
export const entryId = ({ uid, version }: PublishedModel): string => `${uid}-${version}`;

/** Whether requests of a model need LiteLLM whatever they ask for. */
export const isBehindLitellm = ({ target }: PublishedModel): boolean => target.via === 'litellm';

/** Whether LiteLLM speaks for a model that is reached directly, in what the model itself does not speak. */
export const isTranslated = ({ target, modelType }: PublishedModel): boolean =>
  target.via === 'direct' && target.baseUrl !== undefined && modelType === 'textgen';

/** What LiteLLM is told of a model. */
export const litellmEntry = (published: PublishedModel, apiKey: string | undefined): LitellmEntry => ({
  model_name: published.modelId,
  litellm_params: speaksCompletionsOnly(published)
    ? completionsParams(published.target, apiKey)
    : litellmParams(published.target, apiKey),
  model_info: { id: entryId(published) },
});

/** How LiteLLM reaches a target. */
export function litellmParams({ baseUrl, model }: ModelTarget, apiKey?: string): LitellmEntry['litellm_params'] {
  // LiteLLM refuses an OpenAI-compatible address without any key; providers that use the task's role must not get one.
  const key = apiKey ?? (baseUrl === undefined ? undefined : 'none');
  return {
    model,
    ...(baseUrl === undefined ? {} : { api_base: baseUrl }),
    ...(key === undefined ? {} : { api_key: key }),
  };
}

const openAiPrefix = 'openai/';

/** Model servers have chat completions for certain; of `messages` and `responses` only some have a part. */
function speaksCompletionsOnly({ target, hostingType, modelType }: PublishedModel): boolean {
  const isModelServer = hostingType !== 'third_party' && target.model.startsWith(openAiPrefix);
  return modelType === 'textgen' && (target.via === 'direct' || isModelServer);
}

/** Of LiteLLM's providers only `hosted_vllm` with this setting translates both surfaces without loss. */
function completionsParams(target: ModelTarget, apiKey: string | undefined): LitellmEntry['litellm_params'] {
  const prefix = target.via === 'litellm' ? openAiPrefix : '';
  const params = litellmParams(target, apiKey);
  return {
    ...params,
    model: `hosted_vllm/${params.model.slice(prefix.length)}`,
    ...(params.api_base === undefined ? {} : { api_base: params.api_base.replace(/\/+$/, '') }),
    use_chat_completions_api: true,
  };
}
