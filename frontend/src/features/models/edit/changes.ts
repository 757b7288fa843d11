import type { updateModel } from '@lisa/contracts/api/models.routes';
import { markedForDeletion } from '@lisa/contracts/vocabulary/model-hosting';
import type { Input } from '../../../platform/api.ts';
import { environmentOf, healthCommandOf } from '../hosting/hosting-draft.ts';
import { numberOf, numberSettings, type NumberPath } from '../hosting/numbers.ts';
import { groupsIn, type ModelDraft } from '../model-draft.ts';
import { abilityNames, typeNames } from '../model-words.ts';

export type UpdateModelBody = Input<typeof updateModel>['body'];

/** One thing that becomes another, in people's words. */
export interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Its copies are replaced for it. */
  readonly restarts: boolean;
}

interface Difference {
  readonly change: Change;
  readonly update: UpdateModelBody;
}

const nothing = 'nothing';

const difference = (what: string, from: string, to: string, update: UpdateModelBody, restarts = false): Difference[] =>
  from === to ? [] : [{ change: { what, from: from || nothing, to: to || nothing, restarts }, update }];

const abilitiesIn = ({ features }: ModelDraft): string =>
  features.map((name) => abilityNames.get(name) ?? name).join(', ');
const audienceIn = ({ groups }: ModelDraft): string => groupsIn(groups).join(', ') || 'everybody';
const streams = ({ streaming, modelType }: ModelDraft): boolean => streaming && modelType === 'textgen';
const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

const metadataDifferences = (before: ModelDraft, after: ModelDraft): Difference[] => [
  ...difference('Answers with', typeNames[before.modelType], typeNames[after.modelType], {
    modelType: after.modelType,
  }),
  ...difference('Word by word', yesOrNo(streams(before)), yesOrNo(streams(after)), { streaming: streams(after) }),
  ...difference('Abilities', abilitiesIn(before), abilitiesIn(after), {
    features: after.features.map((name) => ({ name, overview: '' })),
  }),
  ...difference('Description', before.modelDescription.trim(), after.modelDescription.trim(), {
    modelDescription: after.modelDescription.trim(),
  }),
  ...difference('Used by', audienceIn(before), audienceIn(after), { allowedGroups: groupsIn(after.groups) }),
  ...(after.apiKey.trim()
    ? difference('API key', 'the one stored', 'another one', { apiKey: after.apiKey.trim() })
    : []),
];

/** Where an update names what a create calls otherwise. */
const scalingNames: Partial<Record<NumberPath, string>> = {
  'autoScalingConfig.minCapacity': 'minCapacity',
  'autoScalingConfig.maxCapacity': 'maxCapacity',
  'autoScalingConfig.desiredCapacity': 'desiredCapacity',
  'autoScalingConfig.cooldown': 'cooldown',
  'autoScalingConfig.defaultInstanceWarmup': 'defaultInstanceWarmup',
};
const containerNames: Partial<Record<NumberPath, string>> = {
  'containerConfig.sharedMemorySize': 'sharedMemorySize',
  'containerConfig.healthCheckConfig.interval': 'healthCheckInterval',
  'containerConfig.healthCheckConfig.timeout': 'healthCheckTimeout',
  'containerConfig.healthCheckConfig.startPeriod': 'healthCheckStartPeriod',
  'containerConfig.healthCheckConfig.retries': 'healthCheckRetries',
};

/** The numbers that an update can change. */
export const changeableScaling = Object.keys(scalingNames) as NumberPath[];

function numberDifferences(before: ModelDraft, after: ModelDraft): Difference[] {
  const differences = (names: Partial<Record<NumberPath, string>>, place: keyof UpdateModelBody, restarts: boolean) =>
    Object.entries(names).flatMap(([path, name]) => {
      const [from, to] = [before, after].map(({ hosting }) => hosting.numbers[path as NumberPath].trim());
      const what = numberSettings[path as NumberPath].label.replace(' – optional', '');
      return difference(what, from ?? '', to ?? '', { [place]: { [name]: numberOf(to ?? '') } }, restarts);
    });
  return [
    ...differences(scalingNames, 'autoScalingInstanceConfig', false),
    ...differences(containerNames, 'containerConfig', true),
  ];
}

function containerDifferences({ hosting: before }: ModelDraft, { hosting: after }: ModelDraft): Difference[] {
  const [was, is] = [environmentOf(before), environmentOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const command = healthCommandOf(after);
  return [
    ...names.flatMap((name) =>
      difference(
        name,
        was[name] ?? '',
        is[name] ?? '',
        { containerConfig: { environment: { [name]: is[name] ?? markedForDeletion } } },
        true,
      ),
    ),
    ...difference(
      'Health check of the container',
      healthCommandOf(before),
      command,
      { containerConfig: { healthCheckCommand: command } },
      true,
    ),
  ];
}

function differencesBetween(before: ModelDraft, after: ModelDraft): readonly Difference[] {
  const metadata = metadataDifferences(before, after);
  if (after.origin !== 'hosted') return metadata;
  return [...metadata, ...numberDifferences(before, after), ...containerDifferences(before, after)];
}

/** What would change, in people's words. */
export const changesBetween = (before: ModelDraft, after: ModelDraft): readonly Change[] =>
  differencesBetween(before, after).map(({ change }) => change);

/** The request that makes one draft of the other: only what differs. */
export const updateBetween = (before: ModelDraft, after: ModelDraft): UpdateModelBody =>
  differencesBetween(before, after).reduce<UpdateModelBody>((whole, { update }) => merged(whole, update), {});

function merged(
  whole: UpdateModelBody,
  { containerConfig, autoScalingInstanceConfig, ...update }: UpdateModelBody,
): UpdateModelBody {
  const environment = { ...whole.containerConfig?.environment, ...containerConfig?.environment };
  return {
    ...whole,
    ...update,
    ...(autoScalingInstanceConfig && {
      autoScalingInstanceConfig: { ...whole.autoScalingInstanceConfig, ...autoScalingInstanceConfig },
    }),
    ...(containerConfig && {
      containerConfig: {
        ...whole.containerConfig,
        ...containerConfig,
        ...(Object.keys(environment).length > 0 && { environment }),
      },
    }),
  };
}
