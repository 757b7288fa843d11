import { ConfigurationChanged } from '@lisa/contracts/events/sessions.events';
import type { Configuration, ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { fact } from '@lisa/kit/events/fact';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import { defaultsOf } from '../domain/configuration.ts';
import type { Ports } from '../ports.ts';

/** Every version of a scope, the newest first and the defaults last. */
export async function listConfiguration(scope: string, { configurations }: Ports): Promise<ConfigurationVersion[]> {
  return [...(await configurations.versions(scope)), defaultsOf(scope)];
}

interface Saved {
  readonly versionId: number;
  readonly configScope: string;
  readonly configuration: Configuration;
  readonly changeReason?: string | null | undefined;
}

/** Saves the next version of a scope and says so in the same write. `ConfigurationExists` if somebody was faster. */
export async function putConfiguration(scope: string, saved: Saved, caller: Caller, ports: Ports): Promise<void> {
  const { versionId, configScope, configuration } = saved;
  if (configScope !== scope)
    throw new Failure('InvalidRequest', { message: 'configScope: must be the one in the path' });
  if (versionId === 0) throw new Failure('ConfigurationExists', { versionId });
  const now = String(Math.floor(ports.clock.now() / 1000));
  const version = {
    versionId,
    configScope,
    configuration,
    changedBy: caller.username,
    changeReason: saved.changeReason ?? '',
    createdAt: now,
    created_at: now,
  };
  await ports.configurations.save(version, fact(ConfigurationChanged, { configScope, versionId, configuration }));
}
