import type { StackKeeper } from '@lisa/aws/stacks/stacks';
import type { Clock } from '@lisa/aws/clock';
import type { Ids } from '@lisa/aws/ids';
import type { ModelTarget } from '@lisa/contracts/vocabulary/model';
import type { Fact } from '@lisa/kit/events/fact';
import type { Trace } from '@lisa/kit/trace';
import type { Model, ModelSpec, Origin } from './domain/model.ts';

/** What is left of a model that is gone, as `ModelRetired` told of it. */
export interface Retired {
  readonly modelId: string;
  readonly uid: string;
  readonly version: number;
}

export interface Models {
  /** Strongly consistent. */
  find(modelId: string): Promise<Model | undefined>;
  findByUid(uid: string): Promise<Model | undefined>;
  list(): Promise<Model[]>;
  /** Writes model, name and facts, or fails with `ModelExists` if the name is taken, or was given to one with a later uid since. */
  create(model: Model, ...facts: Fact[]): Promise<void>;
  /** Writes `next` and facts only if the stored model is still `previous`; else fails with `ChangedMeanwhile`. */
  commit(previous: Model, next: Model, ...facts: Fact[]): Promise<void>;
  /** Removes model and name, leaves a tombstone that fences late events for 24 hours, and commits the facts. */
  retire(model: Model, ...facts: Fact[]): Promise<void>;
  /** Models that were retired within the last 24 hours. */
  retired(): Promise<Retired[]>;
  /** Commits facts that tell of no change: what was said once is said again. */
  repeat(...facts: Fact[]): Promise<void>;
}

export interface ApiKeys {
  /** Keeps a key under the model's uid and answers its ARN; the same uid twice replaces it. */
  keep(uid: string, apiKey: string): Promise<string>;
  /** Gone at once, without a recovery window; a missing key is no error. */
  remove(uid: string): Promise<void>;
  /** Every key that is kept, with its age in seconds. */
  list(): Promise<{ uid: string; age: number }[]>;
}

export type WorkflowName = 'CreateModel' | 'UpdateModel' | 'DeleteModel';

export interface WorkflowInput {
  readonly modelId: string;
  readonly uid: string;
  readonly generation: number;
  /** It has a stack of its own; never changes for a uid. */
  readonly selfHosted: boolean;
  readonly trace: Trace;
}

/** What a waiting step is answered: a result, or a failure that its Retry and Catch know by name. */
export type TaskAnswer = { readonly result: object } | { readonly error: string; readonly cause: string };

export interface Workflows {
  /** Starts `{uid}-{generation}` once: again while it runs is no error. `isRunning` is false if that execution has ended. */
  start(workflow: WorkflowName, input: WorkflowInput): Promise<{ isRunning: boolean }>;
  /** Answers a waiting step. One that was answered before, or waits no longer, is no error. */
  answer(taskToken: string, answer: TaskAnswer): Promise<void>;
}

/** Hands committed facts that wait too long to the relay again. */
export interface Unpublished {
  retryOlderThan(seconds: number): Promise<number>;
}

export interface Probe {
  /** Makes one real call; answers what came instead of an answer, or nothing if it answered. */
  call(target: ModelTarget, modelType: ModelSpec['modelType']): Promise<string | undefined>;
}

export interface Stops {
  readonly count: number;
  /** Why the last one stopped, as ECS says it, with exit code and last line of its log; undefined if none did. */
  readonly last?: string | undefined;
}

/** What runs, or tried to, in the containers of a model. */
export interface Containers {
  /** How many copies its service wants now, as scaling has set it; undefined if it has no service. */
  running(uid: string): Promise<number | undefined>;
  /** Tasks that stopped by themselves since a time, in epoch milliseconds. */
  stops(uid: string, since: number): Promise<Stops>;
}

export interface Sources {
  /** What of weights and image is missing, in words an operator can act on; undefined if nothing is known to be. */
  missing(model: Model): Promise<string | undefined>;
  /** Tokens that the weights were made for, as the file beside them says; undefined if it does not. */
  contextWindow(modelName: string): Promise<number | undefined>;
}

/** What self-hosted models are made from in this deployment. */
export interface Blueprints {
  /** Image and machine image that a model created now starts from. */
  originOf(spec: ModelSpec): Origin;
  /** The template of its stack and the template's parameters; `running` is how many copies there are now. */
  of(
    model: Model,
    running?: number,
  ): { readonly template: string; readonly parameters: Readonly<Record<string, string>> };
}

/** The function that alone may change stacks; the sweep hands it what nobody owns. */
export interface Deployer {
  removeOrphan(uid: string): Promise<void>;
}

export interface Ports {
  readonly models: Models;
  readonly apiKeys: ApiKeys;
  readonly workflows: Workflows;
  readonly stacks: StackKeeper;
  readonly blueprints: Blueprints;
  readonly containers: Containers;
  readonly sources: Sources;
  readonly probe: Probe;
  readonly deployer: Deployer;
  readonly unpublished: Unpublished;
  readonly clock: Clock;
  readonly ids: Ids;
}
