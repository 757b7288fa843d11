import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { Fact } from '@lisa/kit/events/fact';
import { uidOf } from '@lisa/testing/counted-ids';
import { inMemoryOutbox, type InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import { manualClock, type ManualClock } from '@lisa/testing/manual-clock';
import { stored } from '@lisa/testing/stored';
import type { Knowledge, Lease, Route } from '../src/domain/route.ts';
import type { Ports, Routes } from '../src/ports.ts';

/** What models publishes of a model that answers, unless told otherwise. */
export function aPublishedModel(fields: Partial<PublishedModel> = {}): PublishedModel {
  return {
    modelId: 'demo',
    uid: uidOf(1),
    version: 2,
    ready: true,
    status: 'Creating',
    modelName: 'openai/demo',
    modelType: 'textgen',
    hostingType: 'third_party',
    streaming: true,
    features: [],
    allowedGroups: [],
    createdAt: 1795269600000,
    target: { via: 'direct', model: 'demo', baseUrl: 'https://models.example.com/v1' },
    ...fields,
  };
}

/** That projection as the router learns it. */
export function knowledgeOf(model: PublishedModel): Knowledge {
  return { modelId: model.modelId, uid: model.uid, modelVersion: model.version, model };
}

/** A route that every router is known to serve, unless told otherwise. */
export function aRoute(fields: Partial<Route> = {}): Route {
  const model = aPublishedModel();
  return {
    ...knowledgeOf(model),
    serving: true,
    changedAt: 1,
    confirmedAt: 1,
    correlationId: 'c1',
    causationId: 'e1',
    ...fields,
  };
}

export interface InMemoryPorts extends Ports {
  readonly clock: ManualClock;
  readonly outbox: InMemoryOutbox;
  /** Every fact that was committed, in order. */
  readonly facts: readonly Fact[];
  /** A router says what it serves, for ten seconds. */
  serve(version: number, taskId?: string): void;
}

interface World {
  readonly routes?: readonly Route[];
  /** What each live router serves. */
  readonly serving?: Readonly<Record<string, number>>;
}

/** Ports that keep their promises in memory; what was said stands in `facts`. */
export function inMemoryPorts({ routes = [], serving = {} }: World = {}): InMemoryPorts {
  const clock = manualClock();
  const outbox = inMemoryOutbox(clock);
  const leases = new Map<string, Lease>();
  const serve = (version: number, taskId = 'task-1') =>
    void leases.set(taskId, { taskId, version, expiresAt: clock.now() / 1000 + 10 });
  for (const [taskId, version] of Object.entries(serving)) serve(version, taskId);
  return {
    routes: inMemoryRoutes(routes, outbox),
    leases: { list: async () => stored([...leases.values()]) },
    unpublished: outbox,
    clock,
    outbox,
    facts: outbox.facts,
    serve,
  };
}

function inMemoryRoutes(initial: readonly Route[], outbox: InMemoryOutbox): Routes {
  const routes = new Map(initial.map((route) => [route.modelId, route]));
  let version = Math.max(0, ...initial.map(({ changedAt }) => changedAt));
  const isStill = (previous: Route | undefined, modelId: string): boolean => {
    const now = routes.get(modelId);
    if (!previous || !now) return previous === now;
    return (
      now.uid === previous.uid && now.modelVersion === previous.modelVersion && now.changedAt === previous.changedAt
    );
  };
  return {
    find: async (modelId) => stored(routes.get(modelId)),
    list: async () => stored([...routes.values()]),
    version: async () => version,
    async change(previous, route) {
      if (!isStill(previous, route.modelId) || route.changedAt !== version + 1) return false;
      routes.set(route.modelId, stored(route));
      version = route.changedAt;
      return true;
    },
    async note(previous, route, ...facts) {
      if (!isStill(previous, route.modelId)) return false;
      outbox.transact(facts, () => void routes.set(route.modelId, stored(route)));
      return true;
    },
  };
}
