import {
  AutoScalingConfig,
  ContainerConfig,
  ContainerHealthCheck,
  LoadBalancerConfig,
  MetricConfig,
} from '@lisa/contracts/vocabulary/model-hosting';

const scaling = AutoScalingConfig.shape;
const metric = MetricConfig.shape;
const balancer = LoadBalancerConfig.shape.healthCheckConfig.shape;
const health = ContainerHealthCheck.shape;

export interface NumberSetting {
  readonly label: string;
  /** What it is in the contract's words, which are whole thoughts but not always sentences. */
  readonly help: string | undefined;
  readonly unit?: string;
  /** What works for most models; an empty text leaves the choice to the platform. */
  readonly standard: string;
}

/** Every number of a self-hosted model by its place in the request, with a value that works. */
export const numberSettings = {
  'autoScalingConfig.blockDeviceVolumeSize': {
    label: 'Disk',
    help: scaling.blockDeviceVolumeSize.description,
    unit: 'GiB',
    standard: '100',
  },
  'autoScalingConfig.minCapacity': {
    label: 'Fewest copies',
    help: 'With 0 an idle model has none; the first request then fails, and brings one back',
    standard: '1',
  },
  'autoScalingConfig.maxCapacity': {
    label: 'Most copies',
    help: 'However much is asked of it, there are never more',
    standard: '2',
  },
  'autoScalingConfig.desiredCapacity': {
    label: 'Copies to begin with – optional',
    help: 'Empty: the fewest, but at least one',
    standard: '',
  },
  'autoScalingConfig.cooldown': {
    label: 'Cooldown',
    help: scaling.cooldown.description,
    unit: 'seconds',
    standard: '420',
  },
  'autoScalingConfig.defaultInstanceWarmup': {
    label: 'Warm-up of an instance',
    help: scaling.defaultInstanceWarmup.description,
    unit: 'seconds',
    standard: '180',
  },
  'autoScalingConfig.metricConfig.targetValue': {
    label: 'Target',
    help: 'Above it another copy is started, well below it one is stopped',
    standard: '30',
  },
  'autoScalingConfig.metricConfig.estimatedInstanceWarmup': {
    label: 'Warm-up of a copy',
    help: metric.estimatedInstanceWarmup.description,
    unit: 'seconds',
    standard: '600',
  },
  'containerConfig.sharedMemorySize': {
    label: 'Shared memory',
    help: ContainerConfig.shape.sharedMemorySize.description,
    unit: 'MiB',
    standard: '2048',
  },
  'containerConfig.healthCheckConfig.interval': {
    label: 'Interval',
    help: health.interval.description,
    unit: 'seconds',
    standard: '10',
  },
  'containerConfig.healthCheckConfig.timeout': {
    label: 'Timeout',
    help: health.timeout.description,
    unit: 'seconds',
    standard: '5',
  },
  'containerConfig.healthCheckConfig.startPeriod': {
    label: 'Grace at the start',
    help: health.startPeriod.description,
    unit: 'seconds',
    standard: '300',
  },
  'containerConfig.healthCheckConfig.retries': {
    label: 'Failures until replaced',
    help: health.retries.description,
    standard: '3',
  },
  'loadBalancerConfig.healthCheckConfig.interval': {
    label: 'Interval',
    help: balancer.interval.description,
    unit: 'seconds',
    standard: '15',
  },
  'loadBalancerConfig.healthCheckConfig.timeout': {
    label: 'Timeout',
    help: balancer.timeout.description,
    unit: 'seconds',
    standard: '10',
  },
  'loadBalancerConfig.healthCheckConfig.healthyThresholdCount': {
    label: 'Successes until it gets requests',
    help: balancer.healthyThresholdCount.description,
    standard: '2',
  },
  'loadBalancerConfig.healthCheckConfig.unhealthyThresholdCount': {
    label: 'Failures until it gets none',
    help: balancer.unhealthyThresholdCount.description,
    standard: '5',
  },
} as const satisfies Readonly<Record<string, NumberSetting>>;

export type NumberPath = keyof typeof numberSettings;
export type Numbers = Readonly<Record<NumberPath, string>>;

export const standardNumbers = Object.fromEntries(
  Object.entries(numberSettings).map(([path, { standard }]) => [path, standard]),
) as Numbers;

/** A number as it was typed; nothing if it was left out, NaN (which no schema takes) if it is none. */
export const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));
