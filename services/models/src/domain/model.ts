import type { CreateModelRequest, LifecycleStep } from '@lisa/contracts/api/models.routes';
import type { Desired, Status } from '@lisa/contracts/vocabulary/lifecycle';
import type { ModelTarget, PublishedModel } from '@lisa/contracts/vocabulary/model';

/** What an administrator asked for; the API key is not part of it. */
export type ModelSpec = Omit<CreateModelRequest, 'apiKey' | 'modelId'>;

/** What a self-hosted model starts from: fixed at its create, so that no later update replaces it unasked. */
export interface Origin {
  readonly image: string;
  readonly amiId: string;
}

/** A workflow that waits for the model's stack. */
export interface Wait {
  readonly token: string;
  readonly generation: number;
  /** The stack moves for somebody else: once it rests, whatever became of it, the step looks again. */
  readonly looksAgain: boolean;
}

/** The last operation on the model's stack that is known to have ended; CloudFormation may still describe it as under way. */
export interface StackEnd {
  /** 0 for somebody else's. */
  readonly generation: number;
  /** When it was heard of, in epoch milliseconds. */
  readonly at: number;
}

/** One model from its accepted create to its retirement. */
export interface Model {
  readonly modelId: string;
  readonly uid: string;
  readonly spec: ModelSpec;
  readonly target: ModelTarget;
  /** Of a self-hosted model. */
  readonly origin?: Origin | undefined;
  readonly contextWindow?: number | undefined;
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
  /** Why the last change or start was taken back; until the next request. */
  readonly setback?: string | undefined;
  /** What it was before the change under way, to go back to. */
  readonly former?: ModelSpec | undefined;
  /** The change under way leaves as many copies as run now. */
  readonly keepsCopies?: boolean | undefined;
  readonly wait?: Wait | undefined;
  readonly stackEnded?: StackEnd | undefined;
  /** The way of the last accepted intent. */
  readonly steps: readonly LifecycleStep[];
  /** Rises with every write; guards conditional writes and orders what is published. */
  readonly version: number;
  readonly correlationId: string;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export const isSelfHosted = ({ spec }: Pick<Model, 'spec'>): boolean => spec.hostingType === 'lisa_hosted';

/** Whether the workflow of the last intent has ended. */
export const isSettled = ({ generation, observedGeneration }: Model): boolean => observedGeneration === generation;

/** When its last intent was accepted, in epoch milliseconds. */
export const askedAt = ({ steps, createdAt }: Model): number => steps[0]?.at ?? createdAt;

/** A change or a start that failed is being taken back. */
export const isGoingBack = (model: Model): boolean => !isSettled(model) && model.setback !== undefined;

/** The next state of a model. */
export const changed = (model: Model, now: number, change: Partial<Model>): Model => ({
  ...model,
  ...change,
  version: model.version + 1,
  changedAt: now,
});

/** The steps with this one done; one that is not on the way, or was done, changes nothing. */
export const stepDone = (
  steps: readonly LifecycleStep[],
  name: LifecycleStep['name'],
  now: number,
): readonly LifecycleStep[] => steps.map((step) => (step.name === name && !step.at ? { ...step, at: now } : step));

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
    ...(model.contextWindow && { contextWindow: model.contextWindow }),
    createdAt: model.createdAt,
    target: model.target,
  };
}
