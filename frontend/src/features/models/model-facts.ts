import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { containers } from './hosting/container-words.ts';
import { abilityNames, typeNames } from './model-words.ts';

/** Who may use it, in words. */
export const audienceOf = ({ allowedGroups }: Pick<LisaModel, 'allowedGroups'>): string =>
  allowedGroups?.length ? allowedGroups.join(', ') : 'Everybody';

const serverOf = ({ inferenceContainer }: LisaModel): string =>
  containers.find(({ value }) => value === inferenceContainer)?.label ?? '';

/** Where it runs, in a line. */
export function placeOf(model: LisaModel): string {
  const { hostingType, instanceType, autoScalingConfig: scaling, modelUrl } = model;
  if (hostingType !== 'lisa_hosted' || !scaling) return modelUrl ?? 'At its provider';
  const { minCapacity: least, maxCapacity: most } = scaling;
  return `${least === most ? most : `${least} to ${most}`} × ${instanceType}, ${serverOf(model)}`;
}

interface Fact {
  readonly label: string;
  readonly value: string;
}

const fact = (label: string, value: string | number | null | undefined): Fact[] =>
  value === undefined || value === null || value === '' ? [] : [{ label, value: String(value) }];

/** What a model is, for its own page. */
export const factsOf = (model: LisaModel): readonly Fact[] => [
  ...fact('Answers with', typeNames[model.modelType]),
  ...fact('Word by word', model.modelType === 'textgen' ? (model.streaming ? 'Yes' : 'No') : undefined),
  ...fact('Abilities', model.features?.map(({ name }) => abilityNames.get(name) ?? name).join(', ')),
  ...fact('Context window', model.contextWindow && `${model.contextWindow.toLocaleString()} tokens`),
  ...fact('Used by', audienceOf(model)),
  ...fact(model.hostingType === 'lisa_hosted' ? 'Folder of the weights' : 'Name where it runs', model.modelName),
  ...fact('Runs at', placeOf(model)),
];

/** How a self-hosted model runs, for its own page. */
export function hostingFactsOf(model: LisaModel): readonly Fact[] {
  const { containerConfig, autoScalingConfig, loadBalancerConfig, instanceType } = model;
  if (!containerConfig || !autoScalingConfig || !loadBalancerConfig) return [];
  const { minCapacity, maxCapacity, metricConfig, blockDeviceVolumeSize } = autoScalingConfig;
  const { path, interval } = loadBalancerConfig.healthCheckConfig;
  const measure = metricConfig.albMetricName === 'RequestCountPerTarget' ? 'requests per copy and minute' : 'seconds';
  return [
    ...fact('Model server', serverOf(model)),
    ...fact('Image', containerConfig.image?.baseImage),
    ...fact('Instance type', instanceType),
    ...fact('Disk', `${blockDeviceVolumeSize} GiB`),
    ...fact('Copies', `${minCapacity} to ${maxCapacity}`),
    ...fact('Another copy from', `${metricConfig.targetValue} ${measure}`),
    ...fact('Health check', `${path} every ${interval} s`),
    ...Object.entries(containerConfig.environment).flatMap(([name, value]) => fact(name, value)),
  ];
}
