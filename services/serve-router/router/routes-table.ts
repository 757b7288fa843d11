import * as z from 'zod';
import { ModelId, Uid } from '@lisa/contracts/vocabulary/ids';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';

const RouteRow = z.object({
  id: ModelId,
  uid: Uid,
  modelVersion: z.int().positive(),
  serving: z.boolean(),
  model: PublishedModel.optional(),
});

/** Where requests of a model go. */
export interface Destination {
  readonly via: 'direct' | 'litellm';
  readonly origin: string;
  /** What stands before `/chat/completions`, without a slash at its end. */
  readonly basePath: string;
  /** The model's name there. */
  readonly model: string;
  /** The upstream's own credential; never the caller's. */
  readonly authorization: string | undefined;
}

/** A model that is served, and how to reach it; `closed` says why it cannot be reached at the moment. */
export interface Route {
  readonly model: PublishedModel;
  readonly reach: Destination | { readonly closed: string };
  /** The same for what a model that is reached directly does not speak itself. */
  readonly translated: Destination | { readonly closed: string };
}

/** The models served now, in memory: no request waits for a database. */
export class RoutesTable {
  #byModelId: ReadonlyMap<string, Route> = new Map();

  find(modelId: string): Route | undefined {
    return this.#byModelId.get(modelId);
  }

  all(): Iterable<Route> {
    return this.#byModelId.values();
  }

  /** Swaps the whole table; no request sees half of it. */
  replace(routes: readonly Route[]): void {
    this.#byModelId = new Map(routes.map((route) => [route.model.modelId, route]));
  }
}

/** The models to serve according to the stored rows. A row that cannot be read takes only its own model out. */
export function servingModels(
  rows: readonly unknown[],
  onUnreadable: (id: unknown, reason: string) => void,
): PublishedModel[] {
  return rows.flatMap((row) => {
    const { success, data, error } = RouteRow.safeParse(row);
    if (!success) {
      onUnreadable((row as { id?: unknown } | null)?.id, z.prettifyError(error));
      return [];
    }
    return data.serving && data.model ? [data.model] : [];
  });
}
