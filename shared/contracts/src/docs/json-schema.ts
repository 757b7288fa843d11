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

const isStrict = (schema: z.core.$ZodTypes): boolean =>
  schema._zod.def.type === 'object' && Boolean(schema._zod.def.catchall);

/** Leaves out what JavaScript imposes, and lets readers meet fields that are added later. */
function plain(json: Json, schema: z.core.$ZodTypes): void {
  if (json['additionalProperties'] === false && !isStrict(schema)) delete json['additionalProperties'];
  if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum'];
  if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum'];
  if (json['format'] === 'date-time') delete json['pattern'];
}

/** `$ref`s begin with `#/components/schemas/`. Two different schemas of one name and direction are an error. */
export function schemaWriter(names: ReadonlyMap<unknown, string>, dialect: Dialect): SchemaWriter {
  const written: Record<string, Json> = {};

  const nameFor = (name: string, direction: Direction, json: Json): string => {
    // A reply and a request of the same name may differ by their defaults.
    const candidates = [name, `${name}${direction === 'input' ? 'Input' : 'Output'}`];
    const same = JSON.stringify(json);
    const free = candidates.find((candidate) => !written[candidate] || JSON.stringify(written[candidate]) === same);
    if (!free) throw new Error(`Two different schemas are called ${name}: export one of them under another name`);
    return free;
  };

  const write = (schema: z.ZodType, direction: Direction): Json => {
    const { $schema: _, ...json } = z.toJSONSchema(schema, {
      io: direction,
      target: dialect,
      override: ({ zodSchema, jsonSchema }) => {
        const one = jsonSchema as Json;
        plain(one, zodSchema);
        const name = names.get(zodSchema);
        if (!name) return;
        const copy = structuredClone(one);
        const final = nameFor(name, direction, copy);
        written[final] = copy;
        for (const key of Object.keys(one)) delete one[key];
        one['$ref'] = `#/components/schemas/${final}`;
      },
    }) as Json;
    return json;
  };

  const named = (): Json => Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { write, named };
}
