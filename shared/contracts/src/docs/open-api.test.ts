import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { defineRoute } from '../api/define-route.ts';
import { openApiDocument } from './documents.ts';
import { allRoutes } from './contents.ts';
import type { Json } from './json-schema.ts';
import { openApi } from './open-api.ts';
import { openApiFaults, resolve, valuesOf } from './test/document-faults.ts';

const document = openApiDocument('https://lisa.example.com');
const copy = (): Json => structuredClone(document);
const operation = (path: string, method: string): Json =>
  resolve(document, `#/paths/${path.replaceAll('/', '~1')}/${method}`) as Json;

describe('describing every route', () => {
  it('is sound OpenAPI 3.1', () => {
    expect(openApiFaults(document)).toEqual([]);
  });

  it('names every operation as its route', () => {
    const ids = Object.values(allRoutes).flatMap((its) => its.map(({ id }) => id));

    expect(valuesOf('operationId', document).map(String).toSorted()).toEqual(ids.toSorted());
  });

  it('asks for what a route asks for', () => {
    expect(operation('/models', 'post')['security']).toEqual([{ bearer: [] }]);
    expect(operation('/v1/chat/completions', 'post')['security']).toEqual([
      { bearer: [] },
      { apiKey: [] },
      { xApiKey: [] },
    ]);
    expect(operation('/docs', 'get')['security']).toEqual([]);
  });

  it('tells what a route refuses, in the dress of its family', () => {
    const { responses } = operation('/models', 'post') as { responses: Json };

    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '409', '413', '422', '429', '500']);
    expect(responses['422']).toMatchObject({
      content: {
        'application/json': {
          schema: {
            anyOf: [{ $ref: '#/components/schemas/InvalidFields' }, { $ref: '#/components/schemas/DetailFailure' }],
          },
        },
      },
    });
  });

  it('shows streams and pages as what they are', () => {
    const content = (path: string, method: string): string[] =>
      Object.keys(resolve({ '': operation(path, method) }, '#//responses/200/content') as Json);

    expect(content('/v2/serve/chat/completions', 'post')).toEqual(['application/json', 'text/event-stream']);
    expect(content('/docs', 'get')).toEqual(['text/html; charset=utf-8']);
  });
});

describe('describing one route', () => {
  const settings = { title: 't', version: '1', description: '', serverUrl: 'https://x', owners: {}, names: new Map() };
  const searched = defineRoute({
    id: 'searchThings',
    method: 'GET',
    path: '/things/{thingId}',
    access: 'admin',
    summary: 'Search',
    params: z.object({ thingId: z.string() }),
    query: z.object({ text: z.string(), limit: z.coerce.number().default(10) }),
    success: 200,
    reply: z.array(z.string()),
    failures: 'plain',
    problems: ['ModelNotFound'],
  });
  const { paths } = openApi({ things: [searched] }, settings) as { paths: Record<string, Record<string, Json>> };
  const described = paths['/things/{thingId}']?.['get'] as { parameters: Json[]; responses: Record<string, Json> };

  it('tells which parameters it needs', () => {
    const told = described.parameters.map(({ name, in: place, required }) => [name, place, required]);

    expect(told).toEqual([
      ['thingId', 'path', true],
      ['text', 'query', true],
      ['limit', 'query', false],
    ]);
  });

  it('words a refusal of the plain family as a JSON string', () => {
    expect(described.responses['404']).toMatchObject({
      description: "`ModelNotFound`: Model '{modelId}' was not found.",
      content: { 'application/json': { example: "Model 'demo' was not found." } },
    });
  });
});

describe('looking for faults', () => {
  it('finds a lost reference, a name used twice and a parameter nobody declared', () => {
    const broken = copy();
    const paths = broken['paths'] as Record<string, Record<string, Json>>;
    paths['/models/{other}'] = { get: { ...operation('/models/{modelId}', 'get') } };
    (broken['components'] as Json)['responses'] = {};

    const faults = openApiFaults(broken).join('\n');

    expect(faults).toContain('#/components/responses/Unauthorized leads nowhere');
    expect(faults).toContain('getModel is used twice');
    expect(faults).toContain('getModel does not declare the parameters of /models/{other}');
  });
});
