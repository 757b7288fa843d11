import type { Clock } from '@lisa/aws/clock';
import { selfHosted } from '@lisa/contracts/api/models/examples';
import { Failure } from '@lisa/kit/failure';
import type { Fact } from '@lisa/kit/events/fact';
import { countedIds, uidOf } from '@lisa/testing/counted-ids';
import { inMemoryOutbox, type InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import { manualClock, type ManualClock } from '@lisa/testing/manual-clock';
import { stored } from '@lisa/testing/stored';
import type { Model } from '../src/domain/model.ts';
import { stackSpecOf } from '../src/stacks/stack-spec.ts';
import type {
  ApiKeys,
  Blueprints,
  Models,
  Ports,
  Retired,
  TaskAnswer,
  WorkflowInput,
  WorkflowName,
  Workflows,
} from '../src/ports.ts';
import { inMemoryStacks, type InMemoryStacks } from './stack-fakes.ts';

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
    steps: [
      { name: 'requested', at: 1795269600000 },
      { name: 'routed', at: 1795269600000 },
    ],
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

const { modelId: _, ...hosting } = selfHosted;

/** A self-hosted model in service behind its own load balancer, unless told otherwise. */
export const aHostedModel = (fields: Partial<Model> = {}): Model =>
  aModel({
    spec: hosting,
    origin: { image: 'lisa/vllm:test', amiId: 'ami-0123456789abcdef0' },
    target: { via: 'direct', model: hosting.modelName, baseUrl: 'http://model.us-east-1.elb.amazonaws.com/v1' },
    ...fields,
  });

/** A self-hosted model whose create was accepted: it has no address yet. */
export const aRequestedHostedModel = (fields: Partial<Model> = {}): Model =>
  aHostedModel({
    observedGeneration: 0,
    status: 'Creating',
    ready: false,
    version: 1,
    steps: [{ name: 'requested', at: 1795269600000 }, { name: 'stack' }, { name: 'probe' }, { name: 'routed' }],
    target: { via: 'direct', model: hosting.modelName },
    ...fields,
  });

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
  /** What waiting steps were answered, by task token. */
  readonly answers: Map<string, TaskAnswer>;
  /** Stacks by uid; write `status` to move one on. */
  readonly stackOf: InMemoryStacks['byUid'];
  /** What was asked of CloudFormation, in order. */
  readonly stackOperations: readonly string[];
  /** What is outside of us: write to it to make it so. */
  readonly outside: Outside;
}

/** What models depend on and tests decide. */
export interface Outside {
  /** What a probe gets instead of an answer; undefined when the model answers. */
  notReady?: string | undefined;
  /** How many copies run, as scaling has set it. */
  running?: number | undefined;
  /** Tokens that the weights were made for. */
  contextWindow?: number | undefined;
  /** How many tasks stopped by themselves; one if only the reason is given. */
  stops?: number | undefined;
  /** Why the last task stopped. */
  lastStop?: string | undefined;
  /** What of weights or image is missing. */
  missing?: string | undefined;
  /** Orphans that were handed to the deployer. */
  readonly removedOrphans: string[];
}

/** A template that says what it depends on; two models of one spec have one template. */
export const inMemoryBlueprints: Blueprints = {
  originOf: ({ inferenceContainer }) => ({ image: `lisa/${inferenceContainer}:test`, amiId: 'ami-0123456789abcdef0' }),
  of: (model, running) => ({
    template: JSON.stringify(stackSpecOf(model, 'test', running)),
    parameters: { VpcId: 'vpc-1' },
  }),
};

interface World {
  readonly models?: readonly Model[];
  readonly keys?: Readonly<Record<string, string>>;
}

/** Ports that keep their promises in memory; what happened stands in `facts`, `executions` and `keys`. */
export function inMemoryPorts({ models = [], keys = {} }: World = {}): InMemoryPorts {
  const clock = manualClock();
  const outbox = inMemoryOutbox(clock, countedIds(500_000));
  const executions = new Map<string, Execution>();
  const answers = new Map<string, TaskAnswer>();
  const { stacks, byUid, operations } = inMemoryStacks();
  const outside: Outside = { removedOrphans: [] };
  const kept = new Map(Object.entries(keys).map(([uid, apiKey]) => [uid, { apiKey, keptAt: clock.now() }]));
  return {
    models: inMemoryModels(models, outbox),
    apiKeys: inMemoryApiKeys(kept, clock),
    workflows: inMemoryWorkflows(executions, answers),
    stacks,
    containers: {
      running: async () => outside.running,
      stops: async () => ({ count: outside.stops ?? Number(Boolean(outside.lastStop)), last: outside.lastStop }),
    },
    blueprints: inMemoryBlueprints,
    sources: { missing: async () => outside.missing, contextWindow: async () => outside.contextWindow },
    probe: { call: async () => outside.notReady },
    deployer: { removeOrphan: async (uid) => void outside.removedOrphans.push(uid) },
    unpublished: outbox,
    clock,
    ids: countedIds(),
    outbox,
    facts: outbox.facts,
    executions,
    keys: kept,
    answers,
    stackOf: byUid,
    stackOperations: operations,
    outside,
  };
}

type Copy = <T>(value: T) => T;

/** `copy` is what the table gives back of a value; a simulation that trusts its use cases saves that work. */
export function inMemoryModels(
  initial: readonly Model[],
  outbox: Pick<InMemoryOutbox, 'transact'>,
  copy: Copy = stored,
): Models {
  const records = new Map(initial.map((model) => [model.uid, model]));
  const tombstones: Retired[] = [];
  const names = new Map(initial.map(({ modelId, uid }) => [modelId, uid]));
  const copyOf = async (uid: string | undefined) => copy(records.get(uid ?? ''));
  const expect = (previous: Model) => {
    if (records.get(previous.uid)?.version !== previous.version) throw new Failure('ChangedMeanwhile');
  };
  return {
    find: (modelId) => copyOf(names.get(modelId)),
    findByUid: copyOf,
    list: async () => copy([...records.values()]),
    create: async (model, ...facts) =>
      outbox.transact(facts, () => {
        const owner = names.get(model.modelId);
        const isTaken = owner !== undefined && (records.has(owner) || owner >= model.uid);
        if (isTaken || records.has(model.uid)) throw new Failure('ModelExists', { modelId: model.modelId });
        names.set(model.modelId, model.uid);
        records.set(model.uid, copy(model));
      }),
    commit: async (previous, next, ...facts) =>
      outbox.transact(facts, () => {
        expect(previous);
        records.set(next.uid, copy(next));
      }),
    retire: async (model, ...facts) =>
      outbox.transact(facts, () => {
        expect(model);
        records.delete(model.uid);
        tombstones.push({ modelId: model.modelId, uid: model.uid, version: model.version + 1 });
      }),
    retired: async () => copy(tombstones),
    repeat: async (...facts) => outbox.transact(facts, () => undefined),
  };
}

export function inMemoryApiKeys(kept: InMemoryPorts['keys'], clock: Clock): ApiKeys {
  return {
    async keep(uid, apiKey) {
      kept.set(uid, { apiKey, keptAt: kept.get(uid)?.keptAt ?? clock.now() });
      return `arn:aws:secretsmanager:us-east-1:000000000000:secret:/lisa/test/models/${uid}/api-key-AbCdEf`;
    },
    remove: async (uid) => void kept.delete(uid),
    list: async () => [...kept].map(([uid, { keptAt }]) => ({ uid, age: (clock.now() - keptAt) / 1000 })),
  };
}

const inMemoryWorkflows = (executions: InMemoryPorts['executions'], answers: InMemoryPorts['answers']): Workflows => ({
  async answer(taskToken, answer) {
    if (!answers.has(taskToken)) answers.set(taskToken, answer);
  },

  async start(workflow, input) {
    const name = `${input.uid}-${input.generation}`;
    const known = executions.get(name);
    if (known) return { isRunning: known.status === 'RUNNING' };
    executions.set(name, { workflow, input: stored(input), status: 'RUNNING' });
    return { isRunning: true };
  },
});
