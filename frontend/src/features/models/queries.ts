import { createModel, deleteModel, listModels } from '@lisa/contracts/api/models.routes';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type Input } from '../../platform/api.ts';
import { queryOf } from '../../platform/queries.ts';
import { isOnItsWay } from '../../ui/status-badge.tsx';

const soon = 1500;
const later = 20_000;

/** All models, read again often while one of them is on its way, and now and then otherwise. */
export const useModels = () =>
  useQuery({
    ...queryOf(listModels, {}),
    refetchInterval: ({ state }) => (state.data?.models.some(({ status }) => isOnItsWay(status)) ? soon : later),
  });

function useRereadModels(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [listModels.id] });
}

export function useCreateModel() {
  const reread = useRereadModels();
  return useMutation({
    mutationFn: (body: Input<typeof createModel>['body']) => call(createModel, { body }),
    onSuccess: reread,
  });
}

export function useDeleteModel() {
  const reread = useRereadModels();
  return useMutation({
    mutationFn: (modelId: string) => call(deleteModel, { params: { modelId } }),
    onSettled: reread,
  });
}
