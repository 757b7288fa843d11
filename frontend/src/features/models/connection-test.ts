import type { testConnection } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import type { Input } from '../../platform/api.ts';
import { requestOf, type ModelDraft } from './model-draft.ts';

export type ConnectionTestBody = Input<typeof testConnection>['body'];

/** Places of the request that a test needs. */
export const testedPlaces = ['modelName', 'modelUrl', 'apiKey'];

/** The test of how a draft's model is reached; undefined for models that do not answer with words or vectors. */
export function connectionTestOf(draft: ModelDraft): ConnectionTestBody | undefined {
  const { modelName, modelUrl, route, apiKey, streaming, modelType } = requestOf(draft);
  if (modelType !== 'textgen' && modelType !== 'embedding') return undefined;
  return {
    modelName,
    modelType,
    ...(modelUrl && { modelUrl }),
    ...(route && { route }),
    ...(apiKey && { apiKey }),
    ...(streaming && { streaming }),
  };
}
