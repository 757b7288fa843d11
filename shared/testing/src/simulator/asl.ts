import type { Workflow } from '../run-workflow.ts';

/** States of our workflows as the simulator plays them: Task, Choice, Pass, Succeed, Fail; JSONPath of `$`, `$.a.b` and `$$.Task.Token`. */
export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly InputPath?: string;
  readonly ResultPath?: string | null;
  readonly ResultSelector?: Readonly<Record<string, unknown>>;
  readonly Result?: unknown;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly Rule[];
  readonly Default?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Error?: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath?: string | null;
  readonly Next: string;
}

interface Rule {
  readonly Variable?: string;
  readonly Next: string;
  readonly And?: readonly Rule[];
  readonly Or?: readonly Rule[];
  readonly Not?: Rule;
  readonly StringEquals?: string;
  readonly BooleanEquals?: boolean;
  readonly NumericEquals?: number;
  readonly IsPresent?: boolean;
}

export const stateOf = (workflow: Workflow, name: string): State => {
  const state = (workflow.States as Readonly<Record<string, State>>)[name];
  if (!state) throw new Error(`The workflow has no state ${name}`);
  return state;
};

type Json = Readonly<Record<string, unknown>>;

/** What a path means in the input of a state, or in its context (`$$.`); undefined where there is nothing. */
export function at(path: string, input: unknown, context: unknown): unknown {
  const [root, ...keys] = path.split('.');
  let value = root === '$$' ? context : input;
  for (const key of keys) value = (value as Json | undefined)?.[key];
  return value;
}

/** Parameters with every `name.$` replaced by what its path means. */
export function filled(parameters: unknown, input: unknown, context: unknown): unknown {
  if (Array.isArray(parameters)) return parameters.map((each) => filled(each, input, context));
  if (typeof parameters !== 'object' || parameters === null) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), at(String(value), input, context)] : [key, filled(value, input, context)],
    ),
  );
}

/** The input with the result where `ResultPath` says: dropped for null, instead of the input where it is missing. */
export function placed(path: string | null | undefined, input: unknown, result: unknown): unknown {
  if (path === null) return input;
  if (path === undefined || path === '$') return result;
  return put(input as Json, path.split('.').slice(1), result);
}

const put = (into: Json | undefined, [key = '', ...rest]: readonly string[], value: unknown): Json => ({
  ...into,
  [key]: rest.length === 0 ? value : put(into?.[key] as Json | undefined, rest, value),
});

/** Where a Choice goes with this input. */
export function chosen({ Choices = [], Default }: State, input: unknown): string {
  const next = Choices.find((rule) => holds(rule, input))?.Next ?? Default;
  if (!next) throw new Error('States.NoChoiceMatched');
  return next;
}

function holds(rule: Rule, input: unknown): boolean {
  if (rule.And) return rule.And.every((each) => holds(each, input));
  if (rule.Or) return rule.Or.some((each) => holds(each, input));
  if (rule.Not) return !holds(rule.Not, input);
  const value = at(rule.Variable ?? '$', input, undefined);
  if (rule.IsPresent !== undefined) return (value !== undefined) === rule.IsPresent;
  return value === (rule.StringEquals ?? rule.BooleanEquals ?? rule.NumericEquals);
}

/** Whether a retrier or catcher is meant for an error of this name. */
export const isFor = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }, error: string): boolean =>
  ErrorEquals.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
