import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { settingsOf } from '../hosting/container-words.ts';
import { emptyHosting, shownCommand, type HostingDraft } from '../hosting/hosting-draft.ts';
import { standardNumbers, type NumberPath, type Numbers } from '../hosting/numbers.ts';
import { emptyDraft, type ModelDraft } from '../model-draft.ts';

/** The value at a place of an object; undefined if it leads nowhere. */
const at = (whole: unknown, place: string): unknown =>
  place
    .split('.')
    .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>> | undefined | null)?.[name], whole);

const textAt = (model: LisaModel, place: string): string => {
  const value = at(model, place);
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
};

const numbersOf = (model: LisaModel): Numbers =>
  Object.fromEntries(
    (Object.keys(standardNumbers) as NumberPath[]).map((path) => [path, textAt(model, path)]),
  ) as Numbers;

const commandOf = (command: string | readonly string[] = ''): string =>
  typeof command === 'string' ? command : command.filter((word) => word !== 'CMD-SHELL').join(' ');

const split = (environment: Readonly<Record<string, string>>, known: ReadonlySet<string>) => {
  const entries = Object.entries(environment);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => known.has(name))),
    variables: entries.filter(([name]) => !known.has(name)).map(([name, value]) => ({ name, value })),
  };
};

function hostingOf(model: LisaModel): HostingDraft {
  const container = model.inferenceContainer ?? emptyHosting.container;
  const known = new Set(settingsOf(container).map(({ name }) => name));
  return {
    container,
    ...split(model.containerConfig?.environment ?? {}, known),
    image: textAt(model, 'containerConfig.image.baseImage'),
    healthCommand: shownCommand(commandOf(model.containerConfig?.healthCheckConfig.command)),
    healthPath: textAt(model, 'loadBalancerConfig.healthCheckConfig.path'),
    instanceType: textAt(model, 'instanceType'),
    metric: model.autoScalingConfig?.metricConfig.albMetricName ?? emptyHosting.metric,
    numbers: numbersOf(model),
  };
}

function originOf({ hostingType, route }: LisaModel): ModelDraft['origin'] {
  if (hostingType === 'lisa_hosted') return 'hosted';
  return route === 'direct' ? 'address' : 'provider';
}

const texts = ({ modelUrl, modelDescription, features, allowedGroups }: LisaModel) => ({
  modelUrl: modelUrl ?? '',
  modelDescription: modelDescription ?? '',
  features: (features ?? []).map(({ name }) => name),
  groups: (allowedGroups ?? []).join(', '),
});

/** A model as the form shows it. */
export const draftOf = (model: LisaModel): ModelDraft => ({
  ...emptyDraft,
  ...texts(model),
  origin: originOf(model),
  modelId: model.modelId,
  modelName: model.modelName,
  modelType: model.modelType,
  streaming: model.streaming,
  hosting: model.hostingType === 'lisa_hosted' ? hostingOf(model) : emptyHosting,
});
