import type { CreateModelRequest, LifecycleStep } from '@lisa/contracts/api/models.routes';
import type { Desired, Status } from '@lisa/contracts/vocabulary/lifecycle';
import { contextWindowOf } from '@lisa/contracts/vocabulary/engine-settings';
import { targetOf } from '@lisa/contracts/vocabulary/model-target';
import { changed, isSelfHosted, isSettled, type Model, type ModelSpec, type Origin } from './model.ts';

/** Tokens that the settings of a self-hosted model's server ask for. */
const windowSetIn = ({ containerConfig }: ModelSpec): number | undefined =>
  contextWindowOf(containerConfig?.environment ?? {});

type StepName = LifecycleStep['name'];

interface Accepted {
  readonly uid: string;
  readonly correlationId: string;
  readonly by: string;
  readonly secretArn?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** A model as it begins: wanted, and nothing done yet. */
export function requestedModel(
  { modelId, apiKey: _, ...spec }: CreateModelRequest,
  { uid, correlationId, by, secretArn, origin }: Accepted,
  now: number,
): Model {
  return {
    modelId,
    uid,
    spec,
    target: targetOf(spec, secretArn),
    origin,
    contextWindow: windowSetIn(spec),
    desired: 'running',
    generation: 1,
    observedGeneration: 0,
    status: 'Creating',
    ready: false,
    steps: stepsTo('running', isSelfHosted({ spec }), now),
    version: 1,
    correlationId,
    createdBy: by,
    createdAt: now,
    changedAt: now,
  };
}

const onTheWay: Readonly<Record<Desired, readonly StepName[]>> = {
  running: ['stack', 'probe', 'routed'],
  stopped: ['withdrawn', 'stack'],
  gone: ['withdrawn', 'stack'],
};
const ofSelfHosted = new Set<StepName>(['stack', 'probe']);

const stepsTo = (desired: Desired, selfHosted: boolean, now: number): LifecycleStep[] => [
  { name: 'requested', at: now },
  ...onTheWay[desired].filter((name) => selfHosted || !ofSelfHosted.has(name)).map((name) => ({ name })),
];

interface Intent {
  readonly desired: Desired;
  readonly status: Status;
  readonly correlationId: string;
}

/** An intent begins anew: nothing of an earlier one is left but what it made true. */
const intended = (model: Model, intent: Intent, now: number, more: Partial<Model> = {}): Model =>
  changed(model, now, {
    ...intent,
    generation: model.generation + 1,
    reason: undefined,
    setback: undefined,
    former: undefined,
    keepsCopies: undefined,
    wait: undefined,
    steps: stepsTo(intent.desired, isSelfHosted(model), now),
    ...more,
  });

/** The last intent wins, so a model can be deleted in any state; asking twice changes nothing. */
export function wantGone(model: Model, correlationId: string, now: number): Model {
  if (model.desired === 'gone' && !(isSettled(model) && model.status === 'Failed')) return model;
  return intended(model, { desired: 'gone', status: 'Deleting', correlationId }, now);
}

export interface Change {
  readonly spec: ModelSpec;
  /** Starts or stops it; left out, it stays as it is. */
  readonly enabled?: boolean | undefined;
  /** ARN of the API key it has from now on. */
  readonly secretArn?: string | undefined;
  /** The number of copies is part of the change. */
  readonly setsCopies: boolean;
}

const wishes: Readonly<Record<'true' | 'false', Pick<Intent, 'desired' | 'status'>>> = {
  true: { desired: 'running', status: 'Starting' },
  false: { desired: 'stopped', status: 'Stopping' },
};

/** The model with a change that its rules allow; see `changedSpec`. */
export function wantChanged(model: Model, change: Change, correlationId: string, now: number): Model {
  const { spec, enabled, secretArn, setsCopies } = change;
  const { desired } = model;
  const wish = enabled === undefined ? { desired, status: 'Updating' as const } : wishes[`${enabled}`];
  return intended(model, { ...wish, correlationId }, now, {
    spec,
    target: targetFor(model, spec, secretArn),
    former: model.spec,
    keepsCopies: !enabled && !setsCopies,
    contextWindow: windowSetIn(spec) ?? model.contextWindow,
  });
}

/** How routers reach it by this description; a model of our own stays where its stack is. */
function targetFor(model: Model, spec: ModelSpec, secretArn = model.target.secretArn): Model['target'] {
  const { baseUrl } = model.target;
  return { ...targetOf(spec, secretArn), ...(isSelfHosted(model) && baseUrl && { baseUrl }) };
}

/** The same intent again under a new generation: its execution ended without settling it. */
export const nextGeneration = (model: Model, now: number): Model =>
  changed(model, now, { generation: model.generation + 1 });

/** A start that failed wants it stopped again; a change that failed, as it was before. Undefined where there is no way back. */
export function wayBack(model: Model, reason: string, now: number): Model | undefined {
  const { correlationId, former, status, desired } = model;
  const setback = (words: string) => `${words}: ${reason}`.slice(0, 1024);
  if (status === 'Starting')
    return intended(model, { desired: 'stopped', status: 'Stopping', correlationId }, now, {
      setback: setback('It could not be started'),
    });
  if (status !== 'Updating' || !former) return undefined;
  return intended(model, { desired, status, correlationId }, now, {
    spec: former,
    target: targetFor(model, former),
    keepsCopies: true,
    setback: setback('The change was taken back'),
  });
}
