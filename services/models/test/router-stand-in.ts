import { ModelRetired } from '@lisa/contracts/events/models.events';
import { ModelRouted } from '@lisa/contracts/events/serve-router.events';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { uidOf } from '@lisa/testing/counted-ids';

interface Known {
  readonly uid: string;
  readonly version: number;
  readonly ready: boolean;
}

/** As much of serve-router as its contract says: it serves what is ready, and says so once every router does. */
export interface RouterStandIn {
  /** Hears a fact about a model. */
  hear(detailType: string, data: unknown): void;
  /** uid of the model that is served under a name. */
  serves(modelId: string): string | undefined;
  served(): string[];
  /** Whether it serves this version of a model, or a newer one. */
  knows(modelId: string, model: { readonly uid: string; readonly version: number }): boolean;
}

type Say = (detailType: string, detail: unknown) => void;

/** `later` runs its argument at some time: a change has to reach every router before it is confirmed. */
export function routerStandIn(say: Say, later: (confirm: () => Promise<void>) => void): RouterStandIn {
  const known = new Map<string, Known>();
  let said = 0;

  const confirm = (modelId: string): void => {
    const { uid, version, ready } = known.get(modelId)!;
    if (!ready) return;
    const id = uidOf(700_000 + ++said);
    const metadata = { id, version: 1, time: '2026-11-21T14:00:00.000Z', correlationId: id };
    say(ModelRouted.name, { metadata, data: { modelId, uid, modelVersion: version } });
  };

  return {
    hear(detailType, data) {
      const { modelId, uid, version } = ModelRetired.data.parse(data);
      const ready = detailType !== ModelRetired.name && PublishedModel.parse(data).ready;
      const order = compared({ uid, version }, known.get(modelId));
      if (order > 0) known.set(modelId, { uid, version, ready });
      if (order >= 0) later(async () => confirm(modelId));
    },
    serves: (modelId) => (known.get(modelId)?.ready ? known.get(modelId)?.uid : undefined),
    knows(modelId, { uid, version }) {
      const model = known.get(modelId);
      return model?.uid === uid && model.version >= version;
    },
    served: () => [...known].filter(([, { ready }]) => ready).map(([modelId]) => modelId),
  };
}

/** Above zero for news, zero for what is known, below for what came late. */
function compared(heard: Omit<Known, 'ready'>, before: Known | undefined): number {
  if (!before) return 1;
  if (heard.uid !== before.uid) return heard.uid > before.uid ? 1 : -1;
  return heard.version - before.version;
}
