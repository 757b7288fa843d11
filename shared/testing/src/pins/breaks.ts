import { isDeepStrictEqual } from 'node:util';

/** As much of JSON Schema as our events use. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

const words = new Set(['description', 'title', 'examples', 'properties', 'required', 'items']);

/** What constrains a value, without words and without what is compared by itself. */
const constraints = (schema: Schema): object =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !words.has(key)));

const named = (path: string): string => path || 'the data';

/** Sentences about every change from `pinned` to `now` that a reader or a message under way would notice; empty if none. */
export function breaks(pinned: Schema, now: Schema, path = ''): string[] {
  const changed = isDeepStrictEqual(constraints(pinned), constraints(now))
    ? []
    : [`${named(path)} accepts other values than before`];
  const items = pinned.items && now.items ? breaks(pinned.items, now.items, `${path}[]`) : [];
  return [...changed, ...items, ...brokenFields(pinned, now, path)];
}

function brokenFields(pinned: Schema, now: Schema, path: string): string[] {
  const before = pinned.properties ?? {};
  const after = now.properties ?? {};
  const wasRequired = new Set(pinned.required);
  const isRequired = new Set(now.required);
  const at = (name: string) => (path ? `${path}.${name}` : name);

  const kept = Object.entries(before).flatMap(([name, schema]) => {
    const next = after[name];
    if (!next) return [`${at(name)} was removed`];
    const became =
      wasRequired.has(name) === isRequired.has(name)
        ? []
        : [`${at(name)} became ${isRequired.has(name) ? 'required' : 'optional'}`];
    return [...became, ...breaks(schema, next, at(name))];
  });
  const added = Object.keys(after).filter((name) => !(name in before) && isRequired.has(name));
  return [...kept, ...added.map((name) => `${at(name)} was added and is required, which messages under way lack`)];
}
