import * as z from 'zod';

export type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

/** Turns Zod schemas into JSON Schema; those with a name are written once and referred to. */
export interface SchemaWriter {
  /** A request is `input`: what has a default may be left out. A reply or an event is `output`. */
  readonly write: (schema: z.ZodType, direction: Direction) => Json;
  /** What was referred to so far, by name. */
  readonly named: () => Json;
}

/** OpenAPI 3.1 speaks 2020-12; AsyncAPI's own dialect is a superset of draft 7. */
type Dialect = 'draft-2020-12' | 'draft-7';

const prefix = '#/components/schemas/';
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
const canonical = (json: unknown): string =>
  JSON.stringify(json, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(byKey)) : value,
  );

const isStrict = (schema: z.core.$ZodTypes): boolean =>
  schema._zod.def.type === 'object' && Boolean(schema._zod.def.catchall);

/** Leaves out what JavaScript imposes, and lets readers meet fields that are added later. */
function plain(json: Json, schema: z.core.$ZodTypes): void {
  if (json['additionalProperties'] === false && !isStrict(schema)) delete json['additionalProperties'];
  if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum'];
  if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum'];
  if (json['format'] === 'date-time') delete json['pattern'];
}

/** A described copy of a named schema refers to it, and Zod repeats beside the reference what already stands there. */
function concise(node: unknown, written: Readonly<Record<string, Json>>): unknown {
  if (Array.isArray(node)) return node.map((item) => concise(item, written));
  if (!isObject(node)) return node;
  const target = written[String(node['$ref']).slice(prefix.length)];
  const repeats = (key: string, value: unknown): boolean =>
    key !== '$ref' && canonical(value) === canonical(target?.[key]);
  const kept = Object.entries(node).filter(([key, value]) => !target || !repeats(key, value));
  return Object.fromEntries(kept.map(([key, value]) => [key, concise(value, written)]));
}

/** Names a schema by direction, as one that differs from its namesake must not pass for it. */
function nameGiver(dialect: Dialect) {
  const bodies = new Map<string, string>();
  const given = { input: new Map<unknown, string>(), output: new Map<unknown, string>() };
  const newName = (name: string, schema: z.core.$ZodTypes, direction: Direction): string => {
    const body = canonical(z.toJSONSchema(schema, { io: direction, target: dialect, override: overridden }));
    // A reply and a request of the same name may differ by their defaults.
    const candidates = [name, `${name}${direction === 'input' ? 'Input' : 'Output'}`];
    const free = candidates.find((candidate) => (bodies.get(candidate) ?? body) === body);
    if (!free) throw new Error(`Two different schemas are called ${name}: export one of them under another name`);
    bodies.set(free, body);
    given[direction].set(schema, free);
    return free;
  };
  return (name: string, schema: z.core.$ZodTypes, direction: Direction): string =>
    given[direction].get(schema) ?? newName(name, schema, direction);
}

const overridden = ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void =>
  plain(jsonSchema as Json, zodSchema);

/** `$ref`s begin with `#/components/schemas/`. Two different schemas of one name and direction are an error. */
export function schemaWriter(names: ReadonlyMap<unknown, string>, dialect: Dialect): SchemaWriter {
  const written: Record<string, Json> = {};
  const nameFor = nameGiver(dialect);

  const write = (schema: z.ZodType, direction: Direction): Json => {
    const fresh: Record<string, Json> = {};
    const refer = (json: Json, name: string): void => {
      fresh[name] ??= { ...json };
      for (const key of Object.keys(json)) delete json[key];
      json['$ref'] = prefix + name;
    };
    const { $schema: _, ...json } = z.toJSONSchema(schema, {
      io: direction,
      target: dialect,
      override: (context) => {
        overridden(context);
        const name = names.get(context.zodSchema);
        if (name) refer(context.jsonSchema as Json, nameFor(name, context.zodSchema, direction));
      },
    }) as Json;
    // Zod goes on with what nests in a schema after it has shown it: only now is everything in place.
    Object.assign(written, structuredClone(fresh));
    return concise(json, written) as Json;
  };

  const named = (): Json =>
    Object.fromEntries(
      Object.entries(written)
        .sort(byKey)
        .map(([name, json]) => [name, concise(json, written)]),
    );
  return { write, named };
}
