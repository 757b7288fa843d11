import { listModels } from '@lisa/contracts/api/models.routes';
import { listConfiguration, putConfiguration } from '@lisa/contracts/api/sessions/configuration.routes';
import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api.ts';
import { globalConfiguration } from '../../platform/configuration.ts';
import { queryOf } from '../../platform/queries.ts';

const scope = 'global';

/** The newest version. */
export const useNewestConfiguration = () => useQuery({ ...globalConfiguration, select: ([newest]) => newest });

/** Text models that people can choose. */
export const useTextModels = () =>
  useQuery({
    ...queryOf(listModels, {}),
    select: ({ models }) => models.filter(({ modelType, status }) => modelType === 'textgen' && status === 'InService'),
  });

interface NextVersion {
  readonly versionId: number;
  readonly configuration: Configuration;
  readonly changeReason: string;
}

/** Saves the next version; what pages read is read again. */
export function useSaveConfiguration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (next: NextVersion) =>
      call(putConfiguration, { params: { configScope: scope }, body: { ...next, configScope: scope } }),
    onSettled: () => client.invalidateQueries({ queryKey: [listConfiguration.id] }),
  });
}
