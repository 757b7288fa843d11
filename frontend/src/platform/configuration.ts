import { listConfiguration } from '@lisa/contracts/api/sessions/configuration.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { useQuery } from '@tanstack/react-query';
import { queryOf } from './queries.ts';

export const globalConfiguration = queryOf(listConfiguration, { query: { configScope: 'global' } });

const defaults = Configuration.parse({});

/** The newest version of what administrators set; undefined until it was read. */
export function useConfigurationVersion(): ConfigurationVersion | undefined {
  return useQuery({ ...globalConfiguration, staleTime: 60_000 }).data?.[0];
}

/** What administrators set at run time; the defaults until it was read, and if it cannot be. */
export const useConfiguration = (): Configuration => useConfigurationVersion()?.configuration ?? defaults;
