import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { FollowedVersions } from '@lisa/gateway/versions';
import { directDestination } from './direct.ts';
import { entryId, isBehindLitellm, isTranslated, litellmDestination, litellmEntry } from './litellm.ts';
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
  /** The part of it without which a model could not be reached at all. */
  readonly needed: string;
  /** Which uid each name stands for there. */
  readonly uids: ReadonlyMap<string, string>;
  /** Why LiteLLM cannot serve an entry, by its id. */
  readonly rejected: ReadonlyMap<string, string>;
}

const checkLitellmEveryMs = 5_000;
/** How soon a list that LiteLLM did not take is tried again. */
const giveAgainAfterMs = 2_000;
const nothingGiven: Given = { generation: 0, text: '[]', needed: '[]', uids: new Map(), rejected: new Map() };

/** A list for LiteLLM, not given yet. */
type Wanted = Pick<Given, 'text' | 'needed'> & { readonly entries: readonly LitellmEntry[] };

/**
 * Brings the stored routes into service: direct models at once, those behind LiteLLM when LiteLLM has them. A version
 * counts as served only when both do, so that a lease never promises a model that would answer 404. What LiteLLM
 * translates for direct models may come later: they are not held up by it.
 */
export class FollowRoutes implements FollowedVersions {
  readonly #parts: FollowRoutesParts;
  readonly #now: () => number;
  #given: Given = nothingGiven;
  #checkedAt = 0;
  #isOwing = false;

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
    const { rows, secrets, log } = this.#parts;
    const models = servingModels(await rows.all(), (id, reason) =>
      log.log('ERROR', 'route unreadable', { id, reason }),
    );
    await secrets.keep(new Set(models.flatMap(({ target }) => target.secretArn ?? [])));
    const wanted = this.#wantedOf(models);
    if (wanted.text === this.#given.text) this.#isOwing = false;
    else {
      this.#swap(models);
      await this.#give(version, wanted, models);
    }
    this.#swap(models);
    log.log('INFO', 'routes applied', { version, models: models.length, knownToLitellm: wanted.entries.length });
  }

  /** A secret is due again, or LiteLLM was restarted and knows nothing of what it was given. */
  async lost(): Promise<boolean> {
    if (this.#parts.secrets.due) return true;
    const since = this.#now() - this.#checkedAt;
    if (this.#isOwing) return since >= giveAgainAfterMs;
    if (this.#given === nothingGiven || since < checkLitellmEveryMs) return false;
    this.#checkedAt = this.#now();
    const generation = await this.#parts.litellm.generation().catch(() => 0);
    if (generation >= this.#given.generation) return false;
    this.#given = nothingGiven;
    return true;
  }

  /** Rejects when LiteLLM does not take a list that some model cannot do without. */
  async #give(version: number, wanted: Wanted, models: readonly PublishedModel[]): Promise<void> {
    const { litellm, log } = this.#parts;
    this.#checkedAt = this.#now();
    try {
      const rejected = await litellm.replace(version, wanted.entries);
      for (const entry of rejected) log.log('ERROR', 'LiteLLM cannot serve a model', entry);
      this.#given = given(version, wanted, models, rejected);
      this.#isOwing = false;
    } catch (error) {
      if (wanted.needed !== this.#given.needed) throw error;
      if (!this.#isOwing) log.log('WARN', 'direct models not translated yet', { error: String(error) });
      this.#isOwing = true;
    }
  }

  #swap(models: readonly PublishedModel[]): void {
    this.#parts.table.replace(models.map((model) => this.#routeOf(model)));
    this.#parts.swapped?.();
  }

  #routeOf(model: PublishedModel): Route {
    const credential = this.#parts.secrets.of(model.target.secretArn);
    if ('closed' in credential) return { model, reach: credential, translated: credential };
    const translated = this.#throughLitellm(model);
    if (isBehindLitellm(model)) return { model, reach: translated, translated };
    return { model, reach: directDestination(model.target, credential.value), translated };
  }

  #throughLitellm(model: PublishedModel): Route['reach'] {
    if (this.#given.uids.get(model.modelId) !== model.uid) return { closed: 'It is being loaded.' };
    const reason = this.#given.rejected.get(entryId(model));
    if (reason !== undefined) return { closed: `LiteLLM cannot serve it (${reason}).` };
    return litellmDestination(model, this.#parts.litellmSettings);
  }

  #wantedOf(models: readonly PublishedModel[]): Wanted {
    const entries = this.#entriesOf(models.filter((model) => isBehindLitellm(model) || isTranslated(model)));
    const needed = this.#entriesOf(models.filter(isBehindLitellm));
    return { entries, text: JSON.stringify(entries), needed: JSON.stringify(needed) };
  }

  #entriesOf(models: readonly PublishedModel[]): LitellmEntry[] {
    return models.flatMap((model) => {
      const credential = this.#parts.secrets.of(model.target.secretArn);
      return 'closed' in credential ? [] : [litellmEntry(model, credential.value)];
    });
  }
}

function given(
  generation: number,
  { text, needed }: Wanted,
  models: readonly PublishedModel[],
  rejected: readonly RejectedEntry[],
): Given {
  const uids = new Map(models.map(({ modelId, uid }) => [modelId, uid]));
  return { generation, text, needed, uids, rejected: new Map(rejected.map(({ id, reason }) => [id, reason])) };
}
