import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
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

/** What LiteLLM is told of a model. */
export function litellmEntry(published: PublishedModel, apiKey: string | undefined): LitellmEntry {
  const { baseUrl, model } = published.target;
  // LiteLLM refuses an OpenAI-compatible address without any key; providers that use the task's role must not get one.
  const key = apiKey ?? (baseUrl === undefined ? undefined : 'none');
  return {
    model_name: published.modelId,
    litellm_params: {
      model,
      ...(baseUrl === undefined ? {} : { api_base: baseUrl }),
      ...(key === undefined ? {} : { api_key: key }),
    },
    model_info: { id: entryId(published) },
  };
}
