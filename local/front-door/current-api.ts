import type { DeployedApi } from './api-definition.ts';
import type { ApiReader } from './read-api.ts';

const freshMs = 500;
const missMs = 50;

export interface CurrentApi {
  /** The API as its stage stood at most half a second ago; undefined while nothing is deployed. Rejects if it cannot be read. */
  get(): Promise<DeployedApi | undefined>;
  /** Looks again because something was missing; at most every 50 ms, however many requests miss. */
  getAfterMiss(): Promise<DeployedApi | undefined>;
}

interface Sources {
  readonly reader: ApiReader;
  readonly apiId: () => string | undefined;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Keeps the definition of a deployed stage and reads it again when the stage points to another deployment. */
export function currentApi({ reader, apiId, now, log }: Sources): CurrentApi {
  let known: DeployedApi | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<DeployedApi | undefined> | undefined;

  const check = async (id: string): Promise<DeployedApi | undefined> => {
    const deploymentId = await reader.deploymentOf(id);
    if (deploymentId === undefined) known = undefined;
    else if (known?.apiId !== id || known.deploymentId !== deploymentId) {
      known = await reader.read(id, deploymentId);
      log(`Serving deployment ${deploymentId} of REST API ${id}: ${known.resources.length} resources`);
    }
    checkedAt = now();
    return known;
  };

  const knownOf = (id: string): DeployedApi | undefined => (known?.apiId === id ? known : undefined);

  const notOlderThan = async (ageMs: number): Promise<DeployedApi | undefined> => {
    const id = apiId();
    if (id === undefined) return undefined;
    if (now() - checkedAt < ageMs && knownOf(id)) return known;
    checking ??= check(id).finally(() => (checking = undefined));
    try {
      return await checking;
    } catch (error) {
      // A busy emulator must not stop what is known to work; a dead one shows when the request is forwarded.
      if (knownOf(id)) return known;
      throw error;
    }
  };

  return { get: () => notOlderThan(freshMs), getAfterMiss: () => notOlderThan(missMs) };
}
