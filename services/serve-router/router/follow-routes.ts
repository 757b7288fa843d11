import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { FollowedVersions } from '@lisa/gateway/versions';
import { directDestination } from './direct.ts';
import { entryId, litellmDestination, litellmEntry } from './litellm.ts';
import type { LitellmSettings } from './litellm.ts';
import type { Leases, LitellmEntry, LitellmModels, Log, RejectedEntry, RouteRows } from './ports.ts';
import { servingModels } from './routes-table.ts';
import type { Route, RoutesTable } from './routes-table.ts';
import type { SecretCache } from './secret-cache.ts';

export interface FollowRoutesParts {
  readonly rows: RouteRows;
  readonly leases: Leases;
  readonly secrets: SecretCache;
  readonly litellm: LitellmModels;
  readonly litellmSettings: LitellmSettings;
  readonly table: RoutesTable;
  readonly log: Log;
  /** Called after each swap of the table. */
  readonly swapped?: () => void;
  readonly now?: () => number;
}

/** The list LiteLLM was last given. */
interface Given {
  readonly generation: number;
  readonly text: string;
  /** Which uid each name stands for there. */
  readonly uids: ReadonlyMap<string, string>;
  /** Why LiteLLM cannot serve an entry, by its id. */
  readonly rejected: ReadonlyMap<string, string>;
}

const checkLitellmEveryMs = 5_000;
const nothingGiven: Given = { generation: 0, text: '[]', uids: new Map(), rejected: new Map() };

/**
 * Brings the stored routes into service: direct models at once, those behind LiteLLM when LiteLLM has them. A version
 * counts as served only when both do, so that a lease never promises a model that would answer 404.
 */
export class FollowRoutes implements FollowedVersions {
  readonly #parts: FollowRoutesParts;
  readonly #now: () => number;
  #given: Given = nothingGiven;
  #checkedAt = 0;

  constructor(parts: FollowRoutesParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  latest(): Promise<number> {
    return this.#parts.rows.version();
  }

  renew(version: number): Promise<void> {
    return this.#parts.leases.renew(version);
  }

  async apply(version: number): Promise<void> {
    const { rows, secrets, litellm, log } = this.#parts;
    const models = servingModels(await rows.all(), (id, reason) =>
      log.log('ERROR', 'route unreadable', { id, reason }),
    );
    await secrets.keep(new Set(models.flatMap(({ target }) => target.secretArn ?? [])));
    const entries = this.#entriesOf(models);
    const text = JSON.stringify(entries);
    if (text !== this.#given.text) {
      this.#swap(models);
      const rejected = await litellm.replace(version, entries);
      for (const entry of rejected) log.log('ERROR', 'LiteLLM cannot serve a model', entry);
      this.#given = given(version, text, models, rejected);
      this.#checkedAt = this.#now();
    }
    this.#swap(models);
    log.log('INFO', 'routes applied', { version, models: models.length, behindLitellm: entries.length });
  }

  /** A secret is due again, or LiteLLM was restarted and knows nothing of what it was given. */
  async lost(): Promise<boolean> {
    if (this.#parts.secrets.due) return true;
    if (this.#given === nothingGiven || this.#now() - this.#checkedAt < checkLitellmEveryMs) return false;
    this.#checkedAt = this.#now();
    const generation = await this.#parts.litellm.generation().catch(() => 0);
    if (generation >= this.#given.generation) return false;
    this.#given = nothingGiven;
    return true;
  }

  #swap(models: readonly PublishedModel[]): void {
    this.#parts.table.replace(models.map((model) => this.#routeOf(model)));
    this.#parts.swapped?.();
  }

  #routeOf(model: PublishedModel): Route {
    const credential = this.#parts.secrets.of(model.target.secretArn);
    if ('closed' in credential) return { model, reach: credential };
    if (model.target.via === 'direct') return { model, reach: directDestination(model.target, credential.value) };
    if (this.#given.uids.get(model.modelId) !== model.uid) return { model, reach: { closed: 'It is being loaded.' } };
    const reason = this.#given.rejected.get(entryId(model));
    if (reason !== undefined) return { model, reach: { closed: `LiteLLM cannot serve it (${reason}).` } };
    return { model, reach: litellmDestination(model, this.#parts.litellmSettings) };
  }

  #entriesOf(models: readonly PublishedModel[]): LitellmEntry[] {
    return models.flatMap((model) => {
      const credential = this.#parts.secrets.of(model.target.secretArn);
      return model.target.via === 'direct' || 'closed' in credential ? [] : [litellmEntry(model, credential.value)];
    });
  }
}

function given(
  generation: number,
  text: string,
  models: readonly PublishedModel[],
  rejected: readonly RejectedEntry[],
): Given {
  const uids = new Map(models.map(({ modelId, uid }) => [modelId, uid]));
  return { generation, text, uids, rejected: new Map(rejected.map(({ id, reason }) => [id, reason])) };
}
