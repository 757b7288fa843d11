import { changed, isSelfHosted, stepDone, type Model, type Wait } from './model.ts';

/** Ready is not yet in service: a client may rely on it only once every live router serves it. */
export const waitsForRouter = 'Ready; waits until a live router serves it';

/** What only matters while a workflow is under way. */
const atRest = { former: undefined, keepsCopies: undefined, wait: undefined };

/** LISA serves every model of its own under /v1 of its load balancer. */
const reachedAt = (model: Model, endpoint: string | undefined): Model['target'] =>
  isSelfHosted(model) && endpoint ? { ...model.target, baseUrl: `${endpoint.replace(/\/+$/, '')}/v1` } : model.target;

/** The model's address as its stack says; others keep theirs. */
export const withEndpoint = (model: Model, endpoint: string | undefined): Model => ({
  ...model,
  target: reachedAt(model, endpoint),
});

/** A workflow waits for its stack. */
export const nowWaits = (model: Model, wait: Wait, now: number): Model => changed(model, now, { wait });

/** The operation of this generation on its stack has ended, however. */
export const stackHasEnded = (model: Model, generation: number, now: number): Model =>
  changed(model, now, { stackEnded: { generation, at: now } });

/** Its stack is as it was ordered. */
export const stackIsReady = (model: Model, now: number): Model =>
  changed(model, now, { steps: stepDone(model.steps, 'stack', now) });

/** What its stack and its weights tell of a model that answers. */
export interface Found {
  readonly endpoint?: string | undefined;
  readonly contextWindow?: number | undefined;
}

/** It answers; `InService` follows when every live router serves it. */
export const becameReady = (model: Model, now: number, { endpoint, contextWindow }: Found = {}): Model =>
  changed(model, now, {
    ...atRest,
    target: reachedAt(model, endpoint),
    contextWindow: model.contextWindow ?? contextWindow,
    ready: true,
    observedGeneration: model.generation,
    reason: waitsForRouter,
    steps: stepDone(stepDone(model.steps, 'stack', now), 'probe', now),
  });

/** It takes no more requests. */
export const becameUnready = (model: Model, now: number): Model =>
  changed(model, now, { ready: false, steps: stepDone(model.steps, 'withdrawn', now) });

/** Nothing of it runs. */
export const becameStopped = (model: Model, now: number): Model =>
  changed(model, now, {
    ...atRest,
    status: 'Stopped',
    ready: false,
    observedGeneration: model.generation,
    reason: undefined,
    steps: stepDone(model.steps, 'stack', now),
  });

/** Every live router serves it. */
export const becameRouted = (model: Model, now: number): Model =>
  changed(model, now, {
    status: 'InService',
    reason: undefined,
    steps: stepDone(model.steps, 'routed', now),
  });

/** It could not be brought where it was wanted; what went wrong before that is told first. */
export const becameFailed = (model: Model, reason: string, now: number): Model =>
  changed(model, now, {
    ...atRest,
    status: 'Failed',
    ready: false,
    observedGeneration: model.generation,
    setback: undefined,
    reason: [model.setback, reason].filter(Boolean).join('; and that failed too: ').slice(0, 1024),
  });

/** Somebody said how many tokens it takes. */
export const withContextWindow = (model: Model, contextWindow: number, now: number): Model =>
  changed(model, now, { contextWindow });
