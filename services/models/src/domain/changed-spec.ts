import type { AutoScalingChange, ContainerChange, UpdateModelRequest } from '@lisa/contracts/api/models.routes';
import { engineSettings } from '@lisa/contracts/vocabulary/engine-settings';
import { fitsOneEvent, largestModel } from '@lisa/contracts/vocabulary/model';
import { AutoScalingConfig, markedForDeletion, type ContainerConfig } from '@lisa/contracts/vocabulary/model-hosting';
import { Failure } from '@lisa/kit/failure';
import { isSelfHosted, isSettled, type Model, type ModelSpec } from './model.ts';

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** What is not given stays. */
const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Given<T>;

/** What the model becomes by this request; throws the first rule of LISA that it breaks. */
export function changedSpec(model: Model, request: UpdateModelRequest): ModelSpec {
  ensureTimely(model, request);
  ensureHosted(model, request);
  const { containerConfig, autoScalingInstanceConfig, enabled: _, apiKey: __, ...metadata } = request;
  const { spec } = model;
  const next: ModelSpec = {
    ...spec,
    ...given(metadata),
    ...(containerConfig && { containerConfig: withContainer(spec.containerConfig!, containerConfig) }),
    ...(autoScalingInstanceConfig && {
      autoScalingConfig: withScaling(spec.autoScalingConfig!, autoScalingInstanceConfig),
    }),
  };
  if (next.modelType === 'embedding' && next.streaming) throw new Failure('EmbeddingCannotStream');
  ensureSettings(next);
  if (!fitsOneEvent(next)) throw new Failure('ModelTooLarge', { limit: largestModel });
  return next;
}

function ensureTimely(model: Model, { enabled, autoScalingInstanceConfig }: UpdateModelRequest): void {
  const { modelId, status } = model;
  if (!isSettled(model) || !changeable.has(status)) throw new Failure('ModelNotSettled', { modelId, status });
  if (enabled == null) return;
  if (autoScalingInstanceConfig) throw new Failure('StartOrStopWithScaling');
  const isStopped = status === 'Stopped';
  if (enabled !== isStopped) throw new Failure(enabled ? 'ModelNotStopped' : 'ModelNotInService', { modelId, status });
}

const changeable = new Set<Model['status']>(['InService', 'Stopped']);

function ensureHosted(model: Model, { autoScalingInstanceConfig, containerConfig }: UpdateModelRequest): void {
  const field = autoScalingInstanceConfig
    ? 'autoScalingInstanceConfig'
    : containerConfig
      ? 'containerConfig'
      : undefined;
  if (field && !isSelfHosted(model)) throw new Failure('ModelNotSelfHosted', { field, modelId: model.modelId });
}

/** What the model's server would not start with is refused before it is told. */
function ensureSettings({ inferenceContainer, containerConfig }: ModelSpec): void {
  if (!inferenceContainer || !containerConfig) return;
  const [issue] = engineSettings[inferenceContainer].safeParse(containerConfig.environment).error?.issues ?? [];
  if (issue) throw new Failure('SettingNotAccepted', { setting: issue.path.join('.'), message: issue.message });
}

/** A capacity that nobody asks for gives way to new bounds; one that is asked for has to lie within them. */
function withScaling(current: AutoScalingConfig, change: AutoScalingChange): AutoScalingConfig {
  const next = { ...current, ...given(change) };
  const desiredCapacity = change.desiredCapacity ?? withinBounds(next);
  const merged = { ...next, ...(desiredCapacity && { desiredCapacity }) };
  const [issue] = AutoScalingConfig.safeParse(merged).error?.issues ?? [];
  if (issue) throw new Failure('SettingNotAccepted', { setting: issue.path.join('.'), message: issue.message });
  return merged;
}

const withinBounds = ({ minCapacity, maxCapacity, desiredCapacity }: AutoScalingConfig): number | undefined =>
  desiredCapacity && Math.max(1, minCapacity, Math.min(maxCapacity, desiredCapacity));

function withContainer(current: ContainerConfig, change: ContainerChange): ContainerConfig {
  const { command, interval, timeout, startPeriod, retries } = current.healthCheckConfig;
  return {
    ...current,
    sharedMemorySize: change.sharedMemorySize ?? current.sharedMemorySize,
    environment: withVariables(current.environment, change.environment ?? {}),
    healthCheckConfig: {
      command: change.healthCheckCommand ?? command,
      interval: change.healthCheckInterval ?? interval,
      timeout: change.healthCheckTimeout ?? timeout,
      startPeriod: change.healthCheckStartPeriod ?? startPeriod,
      retries: change.healthCheckRetries ?? retries,
    },
  };
}

type Variables = Readonly<Record<string, string>>;

const withVariables = (current: Variables, change: Variables): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== markedForDeletion));
