import type { InferenceContainer, MetricConfig } from '@lisa/contracts/vocabulary/model-hosting';
import { numberOf, standardNumbers, type NumberPath, type Numbers } from './numbers.ts';

export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** How a model of one's own runs, as somebody fills it in. */
export interface HostingDraft {
  readonly container: InferenceContainer;
  /** Settings of the model server by name; empty ones are left to the server. */
  readonly settings: Readonly<Record<string, string>>;
  /** Everything else the container finds in its environment. */
  readonly variables: readonly Variable[];
  /** Another image than the release's own; empty for that. */
  readonly image: string;
  /** A shell command; empty leaves the check to the load balancer. */
  readonly healthCommand: string;
  readonly healthPath: string;
  readonly instanceType: string;
  readonly metric: MetricConfig['albMetricName'];
  readonly numbers: Numbers;
}

export const emptyHosting: HostingDraft = {
  container: 'vllm',
  settings: {},
  variables: [],
  image: '',
  healthCommand: '',
  healthPath: '/health',
  instanceType: 'g6.xlarge',
  metric: 'RequestCountPerTarget',
  numbers: standardNumbers,
};

/** The load balancer knows whether it answers, and unlike ECS gives it as long as it takes to load. */
const leftToTheBalancer = 'exit 0';

/** What the container itself is asked. */
export const healthCommandOf = ({ healthCommand }: HostingDraft): string => healthCommand.trim() || leftToTheBalancer;

/** The other way around: what a form shows of a command. */
export const shownCommand = (command: string): string => (command === leftToTheBalancer ? '' : command);

/** Settings and variables together, as the container gets them. */
export const environmentOf = ({ settings, variables }: HostingDraft): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(settings).filter(([, value]) => value.trim() !== ''),
    ...variables
      .filter(({ name, value }) => name !== '' || value !== '')
      .map(({ name, value }) => [name.trim(), value]),
  ]);

type NameBelow<Place extends string, Path = NumberPath> = Path extends `${Place}.${infer Name}`
  ? Name extends `${string}.${string}`
    ? never
    : Name
  : never;

/** The numbers right below a place of the request, by their last names; those left empty are missing. */
function below<Place extends string>(numbers: Numbers, place: Place) {
  const found = (Object.keys(numbers) as NumberPath[])
    .map((path) => [path.split('.'), numberOf(numbers[path])] as const)
    .filter(([names, value]) => names.slice(0, -1).join('.') === place && value !== undefined)
    .map(([names, value]) => [names.at(-1), value]);
  return Object.fromEntries(found) as { [Name in NameBelow<Place>]: number };
}

const measuredSeconds = 60;

/** The fields that make a request one for a self-hosted model. */
export function hostingRequestOf(draft: HostingDraft) {
  const { container, image, healthPath, instanceType, metric, numbers } = draft;
  return {
    hostingType: 'lisa_hosted' as const,
    instanceType: instanceType.trim(),
    inferenceContainer: container,
    containerConfig: {
      ...(image.trim() && { image: { baseImage: image.trim(), type: 'ecr' } }),
      ...below(numbers, 'containerConfig'),
      healthCheckConfig: {
        command: healthCommandOf(draft),
        ...below(numbers, 'containerConfig.healthCheckConfig'),
      },
      environment: environmentOf(draft),
    },
    autoScalingConfig: {
      ...below(numbers, 'autoScalingConfig'),
      metricConfig: {
        albMetricName: metric,
        duration: measuredSeconds,
        ...below(numbers, 'autoScalingConfig.metricConfig'),
      },
    },
    loadBalancerConfig: {
      healthCheckConfig: { path: healthPath, ...below(numbers, 'loadBalancerConfig.healthCheckConfig') },
    },
  };
}
