import { createModel } from '@lisa/contracts/api/models.routes';
import { engineSettings } from '@lisa/contracts/vocabulary/engine-settings';
import { WeightsFolder } from '@lisa/contracts/vocabulary/model-hosting';
import type * as z from 'zod';
import { requestOf, type ModelDraft } from './model-draft.ts';

/** What is wrong, by the field's place in the request: `autoScalingConfig.minCapacity`. */
export type FieldErrors = ReadonlyMap<string, string>;

type Issue = z.core.$ZodIssue;

const empty = 'Fill this in.';

type Complaint = { readonly [C in Issue['code']]?: (issue: Extract<Issue, { code: C }>) => string | undefined };

const complaints: Complaint = {
  invalid_type: ({ expected }) => (expected === 'string' ? empty : 'Give a whole number.'),
  too_small: ({ origin, minimum }) => (origin === 'string' ? empty : `It must be at least ${minimum}.`),
  too_big: ({ origin, maximum }) => (origin === 'string' ? undefined : `It must be at most ${maximum}.`),
  invalid_key: () => 'Give every variable a name.',
  invalid_format: ({ format }) => (format === 'url' ? 'It must begin with http:// or https://.' : undefined),
};

/** What a schema complains of, in words for people; its own words where somebody chose them. */
const wordsOf = (issue: Issue): string =>
  (complaints[issue.code] as ((issue: Issue) => string | undefined) | undefined)?.(issue) ?? asSentence(issue.message);

/** Fields that rules speak of, as the form calls them. */
const labels: Readonly<Record<string, string>> = {
  minCapacity: 'the fewest copies',
  maxCapacity: 'the most copies',
  interval: 'the interval',
  RequestCountPerTarget: 'requests per copy',
};
const fieldNames = new RegExp(`\\b(${Object.keys(labels).join('|')})\\b`, 'g');

/** The words of a rule ("must be a folder") as a sentence. */
function asSentence(rule: string): string {
  const words = rule.replaceAll(fieldNames, (name) => labels[name] ?? name);
  const whole = /^(must|is|needs|has|may) /.test(words) ? `It ${words}` : words;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** Issues by place, the first of each; `under` is where the schema stands in the request. */
export const errorsOf = (issues: readonly Issue[] = [], ...under: readonly string[]): [string, string][] =>
  issues.map((issue): [string, string] => [[...under, ...issue.path].join('.'), wordsOf(issue)]).toReversed();

/** What the platform would refuse of a draft. */
export function errorsIn(draft: ModelDraft): FieldErrors {
  const request = createModel.body.safeParse(requestOf(draft)).error?.issues;
  return new Map([...errorsOf(request), ...(draft.origin === 'hosted' ? hostingErrorsIn(draft) : [])]);
}

function hostingErrorsIn({ modelName, modelType, hosting }: ModelDraft): [string, string][] {
  const { container, settings } = hosting;
  const filled = Object.fromEntries(Object.entries(settings).filter(([, value]) => value.trim() !== ''));
  const isUnfit = container === 'tei' && modelType !== 'embedding';
  return [
    ...(isUnfit ? ([['inferenceContainer', 'TEI serves embeddings only: choose another.']] as [string, string][]) : []),
    ...errorsOf(engineSettings[container].safeParse(filled).error?.issues, 'containerConfig', 'environment'),
    ...(modelName.trim() ? errorsOf(WeightsFolder.safeParse(modelName.trim()).error?.issues, 'modelName') : []),
  ];
}

/** The error of a place or of anything below it. */
export const errorAt = (errors: FieldErrors, place: string): string | undefined =>
  errors.get(place) ?? [...errors].find(([path]) => path.startsWith(`${place}.`))?.[1];
