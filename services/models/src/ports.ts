import type { Clock } from '@lisa/aws/clock';
import type { Ids } from '@lisa/aws/ids';
import type { Fact } from '@lisa/kit/events/fact';
import type { Trace } from '@lisa/kit/trace';
import type { Model } from './domain/model.ts';

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
  /** Writes model, name and facts, or fails with `ModelExists` if the name is taken. */
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

export type WorkflowName = 'CreateModel' | 'DeleteModel';

export interface WorkflowInput {
  readonly modelId: string;
  readonly uid: string;
  readonly generation: number;
  readonly trace: Trace;
}

export interface Workflows {
  /** Starts `{uid}-{generation}` once: again while it runs is no error. `isRunning` is false if that execution has ended. */
  start(workflow: WorkflowName, input: WorkflowInput): Promise<{ isRunning: boolean }>;
}

/** Hands committed facts that wait too long to the relay again. */
export interface Unpublished {
  retryOlderThan(seconds: number): Promise<number>;
}

export interface Ports {
  readonly models: Models;
  readonly apiKeys: ApiKeys;
  readonly workflows: Workflows;
  readonly unpublished: Unpublished;
  readonly clock: Clock;
  readonly ids: Ids;
}
