import { groupsIn, type ModelDraft } from '../model-draft.ts';
import { abilityNames, typeNames } from '../model-words.ts';
import { containers } from './container-words.ts';
import { environmentOf } from './hosting-draft.ts';
import { numberSettings, type NumberPath, type NumberSetting } from './numbers.ts';

interface Fact {
  readonly label: string;
  readonly value: string;
}

const fact = (label: string, value: string): Fact => ({ label, value });

/** The numbers at these places, each with its unit. */
function numbersAt({ hosting }: ModelDraft, ...paths: readonly NumberPath[]): Fact[] {
  return paths.flatMap((path) => {
    const { label, unit }: NumberSetting = numberSettings[path];
    const value = hosting.numbers[path];
    return value.trim() === '' ? [] : [fact(label.replace(' – optional', ''), unit ? `${value} ${unit}` : value)];
  });
}

const pathsBelow = (place: string): NumberPath[] =>
  (Object.keys(numberSettings) as NumberPath[]).filter((path) => path.startsWith(`${place}.`));

const baseFacts = (draft: ModelDraft): Fact[] => [
  fact('Name', draft.modelId.trim()),
  fact('It answers with', typeNames[draft.modelType]),
  ...(draft.modelType === 'textgen' ? [fact('Word by word', draft.streaming ? 'Yes' : 'No')] : []),
  ...(draft.features.length
    ? [fact('Abilities', draft.features.map((name) => abilityNames.get(name) ?? name).join(', '))]
    : []),
  ...(draft.modelDescription.trim() ? [fact('Description', draft.modelDescription.trim())] : []),
  fact('Used by', groupsIn(draft.groups).join(', ') || 'Everybody'),
];

const containerFacts = (draft: ModelDraft): Fact[] => {
  const { container, image, healthCommand } = draft.hosting;
  return [
    fact('Model server', containers.find(({ value }) => value === container)?.label ?? container),
    ...(image.trim() ? [fact('Image', image.trim())] : []),
    ...Object.entries(environmentOf(draft.hosting)).map(([name, value]) => fact(name, value)),
    ...numbersAt(draft, 'containerConfig.sharedMemorySize'),
    fact('Health check of the container', healthCommand.trim() || 'Left to the load balancer'),
  ];
};

const factsOf: Readonly<Record<string, (draft: ModelDraft) => Fact[]>> = {
  Source: ({ modelName }) => [fact('Folder of the weights', modelName.trim())],
  'Base model': baseFacts,
  Container: containerFacts,
  Instance: (draft) => [
    fact('Instance type', draft.hosting.instanceType),
    ...numbersAt(draft, 'autoScalingConfig.blockDeviceVolumeSize'),
  ],
  Scaling: (draft) =>
    numbersAt(draft, ...pathsBelow('autoScalingConfig').filter((path) => !path.endsWith('blockDeviceVolumeSize'))),
  'Load balancer': (draft) => [
    fact('Path', draft.hosting.healthPath),
    ...numbersAt(draft, ...pathsBelow('loadBalancerConfig')),
  ],
};

/** What a step of the wizard was filled with, in people's words. */
export const reviewOf = (draft: ModelDraft, step: string): Fact[] => factsOf[step]?.(draft) ?? [];
