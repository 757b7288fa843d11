import * as z from 'zod';
import { isDataPlane } from '../api/define-route.ts';
import type { AnyRoute } from '../api/define-route.ts';
import { failureResponses, sharedResponses } from './failure-responses.ts';
import { failureSchemas } from './failure-schemas.ts';
import { schemaWriter, type Json, type SchemaWriter } from './json-schema.ts';

export interface OpenApiSettings {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Base of every path. */
  readonly serverUrl: string;
  /** What each owner is there for; becomes the tags. */
  readonly owners: Readonly<Record<string, string>>;
  /** Schemas to refer to by name. */
  readonly names: ReadonlyMap<unknown, string>;
}

const admitted = {
  public: 'Open to everybody.',
  user: 'For everybody who signed in.',
  admin: 'For administrators.',
} as const;

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the identity provider; the prefix may be left out.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'Api-Key', description: 'The same token, on inference routes.' },
  xApiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The same token, as clients of Anthropic send it.',
  },
};

const headers = {
  'X-Problem': { description: 'The code of the failure; stable, unlike its words.', schema: { type: 'string' } },
  'X-Correlation-Id': {
    description: 'Stands in every log line and event of this request.',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

function security(route: AnyRoute): Json[] {
  if (route.access === 'public') return [];
  return isDataPlane(route) ? [{ bearer: [] }, { apiKey: [] }, { xApiKey: [] }] : [{ bearer: [] }];
}

function parametersIn(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  examples: Json,
  writer: SchemaWriter,
): Json[] {
  if (!schema) return [];
  if (!(schema instanceof z.ZodObject)) throw new Error('Parameters are declared as an object, one field each');
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    schema: writer.write(field, 'input'),
    ...(name in examples && { example: examples[name] }),
  }));
}

function success(route: AnyRoute, writer: SchemaWriter): Json {
  const { reply, example, contentType = 'application/json' } = route;
  const sample = example && { example: example.reply };
  const stream = isDataPlane(route) && route.streams;
  const events = { schema: { type: 'string', description: 'Server-sent events.' }, example: stream };
  return {
    description: 'Done.',
    headers: isDataPlane(route) ? {} : { 'X-Correlation-Id': { $ref: '#/components/headers/X-Correlation-Id' } },
    content: {
      [contentType]: { schema: writer.write(reply, 'output'), ...sample },
      ...(stream && { 'text/event-stream': events }),
    },
  };
}

function description(route: AnyRoute): string {
  const alias = isDataPlane(route) && route.sameAs ? ` The same as \`${route.sameAs}\`.` : '';
  const streams = isDataPlane(route) && route.streams ? ' With `"stream": true` it answers in server-sent events.' : '';
  return `${admitted[route.access]}${streams}${alias}`;
}

function operation(owner: string, route: AnyRoute, writer: SchemaWriter): Json {
  const { id, summary, params, query, body, example } = route;
  const parameters = [
    ...parametersIn('path', params, { ...example?.params }, writer),
    ...parametersIn('query', query, {}, writer),
  ];
  const requestBody = body && {
    required: true,
    content: { 'application/json': { schema: writer.write(body, 'input'), ...(example && { example: example.body }) } },
  };
  return {
    operationId: id,
    tags: [owner],
    summary,
    description: description(route),
    security: security(route),
    ...(parameters.length && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { [route.success]: success(route, writer), ...failureResponses(route) },
  };
}

/** An OpenAPI 3.1 document of all routes by owner. Throws when two schemas fight for a name. */
export function openApi(routes: Readonly<Record<string, readonly AnyRoute[]>>, settings: OpenApiSettings): Json {
  const { title, version, description: words, serverUrl, owners, names } = settings;
  const writer = schemaWriter(names, 'draft-2020-12');
  const all = Object.entries(routes).flatMap(([owner, its]) => its.map((route) => ({ owner, route })));
  // Replies first: where a request differs by its defaults, the reply keeps the plain name.
  for (const { route } of all) writer.write(route.reply, 'output');
  const paths: Record<string, Json> = {};
  for (const { owner, route } of all)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(owner, route, writer) };
  const components = { securitySchemes, headers, responses: sharedResponses };
  const schemas = { ...writer.named(), ...mentioned(failureSchemas, JSON.stringify({ paths, components })) };
  return {
    openapi: '3.1.1',
    info: { title, version, description: words, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: serverUrl }],
    tags: Object.keys(routes).map((name) => ({ name, description: owners[name] ?? name })),
    paths,
    components: { ...components, schemas },
  };
}

/** A schema that nothing refers to would only raise questions. */
const mentioned = (schemas: Json, text: string): Json =>
  Object.fromEntries(Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`)));
