import { Failure } from '@lisa/kit/failure';
import type { Fact } from '@lisa/kit/events/fact';
import { countedIds, uidOf } from '@lisa/testing/counted-ids';
import { inMemoryOutbox, type InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import { manualClock, type ManualClock } from '@lisa/testing/manual-clock';
import { stored } from '@lisa/testing/stored';
import type { Model } from '../src/domain/model.ts';
import type { ApiKeys, Models, Ports, Retired, WorkflowInput, WorkflowName, Workflows } from '../src/ports.ts';

/** A model in service, unless told otherwise. */
export function aModel(fields: Partial<Model> = {}): Model {
  return {
    modelId: 'demo',
    uid: uidOf(900_001),
    spec: { modelName: 'openai/demo', modelType: 'textgen', streaming: true, hostingType: 'third_party' },
    target: { via: 'direct', model: 'demo', baseUrl: 'https://models.example.com/v1' },
    desired: 'running',
    generation: 1,
    observedGeneration: 1,
    status: 'InService',
    ready: true,
    version: 3,
    correlationId: 'c1',
    createdBy: 'jo',
    createdAt: 1795269600000,
    changedAt: 1795269600000,
    ...fields,
  };
}

/** A model whose create was accepted and whose workflow has not settled. */
export const aRequestedModel = (fields: Partial<Model> = {}): Model =>
  aModel({ observedGeneration: 0, status: 'Creating', ready: false, version: 1, ...fields });

/** A model that answers and waits until every live router serves it. */
export const aReadyModel = (fields: Partial<Model> = {}): Model =>
  aModel({ status: 'Creating', version: 2, ...fields });

/** A model whose delete was accepted and whose workflow has not settled. */
export const aLeavingModel = (fields: Partial<Model> = {}): Model =>
  aModel({ desired: 'gone', generation: 2, status: 'Deleting', version: 4, ...fields });

export interface Execution {
  readonly workflow: WorkflowName;
  readonly input: WorkflowInput;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
}

export interface InMemoryPorts extends Ports {
  readonly clock: ManualClock;
  readonly outbox: InMemoryOutbox;
  /** Every fact that was committed, in order. */
  readonly facts: readonly Fact[];
  /** By `{uid}-{generation}`. */
  readonly executions: Map<string, Execution>;
  /** Kept API keys by uid. */
  readonly keys: Map<string, { readonly apiKey: string; readonly keptAt: number }>;
}

interface World {
  readonly models?: readonly Model[];
  readonly keys?: Readonly<Record<string, string>>;
}

/** Ports that keep their promises in memory; what happened stands in `facts`, `executions` and `keys`. */
export function inMemoryPorts({ models = [], keys = {} }: World = {}): InMemoryPorts {
  const clock = manualClock();
  const outbox = inMemoryOutbox(clock, countedIds(500_000));
  const executions = new Map<string, Execution>();
  const kept = new Map(Object.entries(keys).map(([uid, apiKey]) => [uid, { apiKey, keptAt: clock.now() }]));
  return {
    models: inMemoryModels(models, outbox),
    apiKeys: inMemoryApiKeys(kept, clock),
    workflows: inMemoryWorkflows(executions),
    unpublished: outbox,
    clock,
    ids: countedIds(),
    outbox,
    facts: outbox.facts,
    executions,
    keys: kept,
  };
}

function inMemoryModels(initial: readonly Model[], outbox: InMemoryOutbox): Models {
  const records = new Map(initial.map((model) => [model.uid, model]));
  const tombstones: Retired[] = [];
  const names = new Map(initial.map(({ modelId, uid }) => [modelId, uid]));
  const copyOf = async (uid: string | undefined) => stored(records.get(uid ?? ''));
  const expect = (previous: Model) => {
    if (records.get(previous.uid)?.version !== previous.version) throw new Failure('ChangedMeanwhile');
  };
  return {
    find: (modelId) => copyOf(names.get(modelId)),
    findByUid: copyOf,
    list: async () => stored([...records.values()]),
    create: async (model, ...facts) =>
      outbox.transact(facts, () => {
        if (names.has(model.modelId) || records.has(model.uid))
          throw new Failure('ModelExists', { modelId: model.modelId });
        names.set(model.modelId, model.uid);
        records.set(model.uid, stored(model));
      }),
    commit: async (previous, next, ...facts) =>
      outbox.transact(facts, () => {
        expect(previous);
        records.set(next.uid, stored(next));
      }),
    retire: async (model, ...facts) =>
      outbox.transact(facts, () => {
        expect(model);
        records.delete(model.uid);
        names.delete(model.modelId);
        tombstones.push({ modelId: model.modelId, uid: model.uid, version: model.version + 1 });
      }),
    retired: async () => stored(tombstones),
    repeat: async (...facts) => outbox.transact(facts, () => undefined),
  };
}

function inMemoryApiKeys(kept: InMemoryPorts['keys'], clock: ManualClock): ApiKeys {
  return {
    async keep(uid, apiKey) {
      kept.set(uid, { apiKey, keptAt: kept.get(uid)?.keptAt ?? clock.now() });
      return `arn:aws:secretsmanager:us-east-1:000000000000:secret:/lisa/test/models/${uid}/api-key-AbCdEf`;
    },
    remove: async (uid) => void kept.delete(uid),
    list: async () => [...kept].map(([uid, { keptAt }]) => ({ uid, age: (clock.now() - keptAt) / 1000 })),
  };
}

const inMemoryWorkflows = (executions: InMemoryPorts['executions']): Workflows => ({
  async start(workflow, input) {
    const name = `${input.uid}-${input.generation}`;
    const known = executions.get(name);
    if (known) return { isRunning: known.status === 'RUNNING' };
    executions.set(name, { workflow, input: stored(input), status: 'RUNNING' });
    return { isRunning: true };
  },
});
