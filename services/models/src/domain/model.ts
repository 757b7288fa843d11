import type { Desired, Status } from '@lisa/contracts/vocabulary/lifecycle';
import type { ModelTarget, PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { targetOf } from './target.ts';

/** What an administrator asked for; the API key is not part of it. */
export type ModelSpec = Omit<CreateModelRequest, 'apiKey' | 'modelId'>;

/** One model from its accepted create to its retirement. */
export interface Model {
  readonly modelId: string;
  readonly uid: string;
  readonly spec: ModelSpec;
  readonly target: ModelTarget;
  readonly desired: Desired;
  /** Rises with every accepted intent. */
  readonly generation: number;
  /** The generation whose workflow has settled. */
  readonly observedGeneration: number;
  readonly status: Status;
  /** It answers, so routers may send requests to it. */
  readonly ready: boolean;
  /** Why it failed, or what it waits for. */
  readonly reason?: string | undefined;
  /** Rises with every write; guards conditional writes and orders what is published. */
  readonly version: number;
  readonly correlationId: string;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Ready is not yet in service: a client may rely on it only once every live router serves it. */
export const waitsForRouter = 'Ready; waits until a live router serves it';

interface Accepted {
  readonly uid: string;
  readonly correlationId: string;
  readonly by: string;
  readonly secretArn?: string | undefined;
}

/** A model as it begins: wanted, and nothing done yet. */
export function requestedModel(
  { modelId, apiKey: _, ...spec }: CreateModelRequest,
  accepted: Accepted,
  now: number,
): Model {
  return {
    modelId,
    uid: accepted.uid,
    spec,
    target: targetOf(spec, accepted.secretArn),
    desired: 'running',
    generation: 1,
    observedGeneration: 0,
    status: 'Creating',
    ready: false,
    version: 1,
    correlationId: accepted.correlationId,
    createdBy: accepted.by,
    createdAt: now,
    changedAt: now,
  };
}

const changed = (model: Model, now: number, change: Partial<Model>): Model => ({
  ...model,
  ...change,
  version: model.version + 1,
  changedAt: now,
});

/** Whether the workflow of the last intent has ended. */
export const isSettled = ({ generation, observedGeneration }: Model): boolean => observedGeneration === generation;

/** The last intent wins, so a model can be deleted in any state; asking twice changes nothing. */
export function wantGone(model: Model, correlationId: string, now: number): Model {
  if (model.desired === 'gone' && !(isSettled(model) && model.status === 'Failed')) return model;
  return changed(model, now, {
    desired: 'gone',
    generation: model.generation + 1,
    status: 'Deleting',
    reason: undefined,
    correlationId,
  });
}

/** The same intent again under a new generation: its execution ended without settling it. */
export const nextGeneration = (model: Model, now: number): Model =>
  changed(model, now, { generation: model.generation + 1 });

/** It answers; `InService` follows when every live router serves it. */
export const becameReady = (model: Model, now: number): Model =>
  changed(model, now, { ready: true, observedGeneration: model.generation, reason: waitsForRouter });

/** It takes no more requests. */
export const becameUnready = (model: Model, now: number): Model => changed(model, now, { ready: false });

/** Every live router serves it. */
export const becameRouted = (model: Model, now: number): Model =>
  changed(model, now, { status: 'InService', reason: undefined });

/** It could not be brought where it was wanted. */
export const becameFailed = (model: Model, reason: string, now: number): Model =>
  changed(model, now, {
    status: 'Failed',
    ready: false,
    observedGeneration: model.generation,
    reason: reason.slice(0, 1024),
  });

/** What other services may know of it. */
export function published({ spec, ...model }: Model): PublishedModel {
  return {
    modelId: model.modelId,
    uid: model.uid,
    version: model.version,
    ready: model.ready,
    status: model.status,
    modelName: spec.modelName,
    modelType: spec.modelType,
    hostingType: spec.hostingType,
    ...(spec.modelDescription && { modelDescription: spec.modelDescription }),
    streaming: spec.streaming,
    features: spec.features ?? [],
    allowedGroups: spec.allowedGroups ?? [],
    createdAt: model.createdAt,
    target: model.target,
  };
}
