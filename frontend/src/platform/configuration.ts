import { listConfiguration } from '@lisa/contracts/api/sessions/configuration.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { useQuery } from '@tanstack/react-query';
import { queryClient, queryOf } from './queries.ts';

export const globalConfiguration = queryOf(listConfiguration, { query: { configScope: 'global' } });

const defaults = Configuration.parse({});

/** An open page follows what administrators change: every minute, and at once when somebody comes back to it. */
const followed = { ...globalConfiguration, refetchInterval: 60_000, refetchOnWindowFocus: 'always' } as const;

/** The newest version of what administrators set; undefined until it was read. */
export const useConfigurationVersion = (): ConfigurationVersion | undefined =>
  useQuery({ ...followed, staleTime: 60_000 }).data?.[0];

/** What administrators set at run time; the defaults until it was read, and if it cannot be. */
export const useConfiguration = (): Configuration => useConfigurationVersion()?.configuration ?? defaults;

/** The same for what is not drawn: as it was read last. */
export const configurationNow = (): Configuration =>
  queryClient.getQueryData<ConfigurationVersion[]>(globalConfiguration.queryKey)?.[0]?.configuration ?? defaults;
