import {
  createModel,
  deleteModel,
  getModel,
  listInstanceTypes,
  listModels,
  updateModel,
} from '@lisa/contracts/api/models.routes';
import { testConnection } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { listConfiguration, putConfiguration } from '@lisa/contracts/api/sessions/configuration.routes';
import { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call, type Input } from '../../platform/api.ts';
import { globalConfiguration } from '../../platform/configuration.ts';
import { queryOf } from '../../platform/queries.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isOnItsWay } from '../../ui/status-looks.ts';

const soon = 1500;
const configScope = 'global';

/** All models, read again often while one of them is on its way; settled ones are read when somebody comes back. */
export const useModels = () =>
  useQuery({
    ...queryOf(listModels, {}),
    refetchInterval: ({ state }) => state.data?.models.some(({ status }) => isOnItsWay(status)) && soon,
    refetchOnWindowFocus: 'always',
  });

/** Whether what was asked for does not exist any more. */
export const isGone = (error: Error | null): boolean => error instanceof Refusal && error.status === 404;

/** One model, followed in the same way until it is gone. */
export const useModel = (modelId: string) =>
  useQuery({
    ...queryOf(getModel, { params: { modelId } }),
    refetchInterval: ({ state: { data, error } }) => !isGone(error) && data && isOnItsWay(data.model.status) && soon,
    refetchOnWindowFocus: 'always',
  });

/** Names of the instance types that a model can be hosted on. */
export const useInstanceTypes = () => useQuery({ ...queryOf(listInstanceTypes, {}), staleTime: Infinity });

const reread = (client: QueryClient): Promise<unknown> =>
  Promise.all([listModels, getModel].map(({ id }) => client.invalidateQueries({ queryKey: [id] })));

export function useCreateModel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Input<typeof createModel>['body']) => call(createModel, { body }),
    onSuccess: () => reread(client),
  });
}

export function useUpdateModel(modelId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Input<typeof updateModel>['body']) => call(updateModel, { params: { modelId }, body }),
    onSettled: () => reread(client),
  });
}

export function useDeleteModel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (modelId: string) => call(deleteModel, { params: { modelId } }),
    onSettled: () => reread(client),
  });
}

/** Saves a version of the configuration in which new conversations begin with a model. */
export function useDefaultModel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (defaultModel: string) => {
      const [newest] = await client.fetchQuery({ ...globalConfiguration, staleTime: 0 });
      const before = newest?.configuration ?? Configuration.parse({});
      const configuration = { ...before, global: { ...before.global, defaultModel } };
      const versionId = (newest?.versionId ?? -1) + 1;
      const body = { versionId, configuration, changeReason: `Default model: ${defaultModel}`, configScope };
      return call(putConfiguration, { params: { configScope }, body });
    },
    onSettled: () => client.invalidateQueries({ queryKey: [listConfiguration.id] }),
  });
}

/** Tries how a model would be reached, from where requests will go. */
export const useConnectionTest = () =>
  useMutation({ mutationFn: (body: Input<typeof testConnection>['body']) => call(testConnection, { body }) });
