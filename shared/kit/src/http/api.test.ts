import { describe, expect, it } from '@jest/globals';
import { defineRoute, type RouteContract } from '@lisa/contracts/api/define-route';
import { aGatewayEvent, signedIn, type Asked } from '@lisa/testing/gateway-event';
import { logLines } from '@lisa/testing/log-lines';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import * as z from 'zod';
import { Failure } from '../failure.ts';
import { currentTrace } from '../trace.ts';
import { api } from './api.ts';
import { bodyLimit } from './read-input.ts';

const reply = z.unknown();
const route = <const R extends Partial<RouteContract> & { id: string; path: string }>(fields: R) =>
  defineRoute({
    method: 'GET',
    access: 'public',
    summary: '',
    success: 200,
    reply,
    failures: 'problem',
    problems: [],
    ...fields,
  });

const settings = {
  roles: { adminGroup: 'admins', userGroup: '', apiGroup: '', ragAdminGroup: '' },
  corsOrigins: ['https://site.example', 'https://other.example'],
};

const params = z.object({ modelId: z.string() });
const body = z.object({ name: z.string(), size: z.int().optional() });

/** One route that answers with what reached it, or throws what the test wants. */
function anApi(
  fields: Partial<RouteContract> = {},
  answer: (input: object) => Promise<unknown> = async (input) => input,
) {
  const handler = api({ only: route({ id: 'only', path: '/models', ...fields }) }, { only: answer }, settings);
  return async (asked: Asked = {}): Promise<APIGatewayProxyResult> => {
    const event = aGatewayEvent({ resource: fields.path ?? '/models', method: fields.method ?? 'GET', ...asked });
    return handler(event, aContext);
  };
}
const aContext = {} as Context;
const said = ({ body: text }: APIGatewayProxyResult): unknown => JSON.parse(text);

describe('admitting a caller', () => {
  it.each([
    ['public', undefined, 200],
    ['user', undefined, 403],
    ['user', signedIn('jo'), 200],
    ['user', { username: 'jo' }, 403],
    ['user', { username: 'jo', groups: 'admins' }, 403],
    ['user', { username: '', groups: '[]' }, 403],
    ['admin', undefined, 403],
    ['admin', signedIn('jo', 'readers'), 403],
    ['admin', signedIn('jo', 'admins'), 200],
  ] as const)('answers a route of access %s to %j with %i', async (access, authorizer, status) => {
    const answer = await anApi({ access })({ authorizer: authorizer ?? null });

    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['X-Problem']).toBe(status === 403 ? 'Forbidden' : undefined);
  });

  it('makes nobody an administrator when no group is', async () => {
    const nobody = { ...settings, roles: { ...settings.roles, adminGroup: '' } };
    const handler = api(
      { only: route({ id: 'only', path: '/models', access: 'admin' }) },
      { only: async () => ({}) as never },
      nobody,
    );

    const answer = await handler(aGatewayEvent({ authorizer: signedIn('jo', '', 'admins') }), aContext);

    expect(answer).toMatchObject({ statusCode: 403 });
  });

  it('refuses before it reads the body', async () => {
    const answer = await anApi({ access: 'admin', method: 'POST', body })({ body: '{' });

    expect(answer.statusCode).toBe(403);
  });
});

describe('reading a request', () => {
  const post = anApi({ method: 'POST', body, failures: 'detail' });

  it('takes the body as text or as base64', async () => {
    const text = JSON.stringify({ name: 'Zoë', extra: 1 });
    const base64 = Buffer.from(text).toString('base64');

    expect(said(await post({ body: text }))).toMatchObject({ body: { name: 'Zoë' } });
    expect(said(await post({ body: base64, isBase64Encoded: true }))).toMatchObject({ body: { name: 'Zoë' } });
  });

  it.each([
    ['nothing', null, 400, 'BodyRequired'],
    ['half a document', '{"name":', 400, 'InvalidJson'],
    ['too much', JSON.stringify({ name: 'x'.repeat(bodyLimit) }), 413, 'BodyTooLarge'],
    ['a NUL', '{"name":"a\\u0000b"}', 400, 'InvalidRequest'],
    ['a NUL in a name nobody knows', '{"name":"a","\\u0000":1}', 400, 'InvalidRequest'],
    ['a NUL behind a backslash', '{"name":"\\\\\\u0000"}', 400, 'InvalidRequest'],
    ['a wrong type', '{"name":7}', 422, 'InvalidRequest'],
    ['a list', '[]', 422, 'InvalidRequest'],
    ['a nest two hundred thousand deep', `${'['.repeat(2e5)}${']'.repeat(2e5)}`, 422, 'InvalidRequest'],
  ])('answers %s in the body with its own status', async (_, text, status, code) => {
    const answer = await post({ body: text });

    expect([answer.statusCode, answer.headers?.['X-Problem']]).toEqual([status, code]);
  });

  it('counts bytes after decoding', async () => {
    const fits = JSON.stringify({ name: 'x'.repeat(bodyLimit - 11) });
    const asBase64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });

    expect((await post(asBase64(fits))).statusCode).toBe(200);
    expect((await post(asBase64(`${fits} `))).statusCode).toBe(413);
  });

  it('takes the words backslash u0000 for what they are', async () => {
    expect(said(await post({ body: '{"name":"\\\\u0000"}' }))).toMatchObject({ body: { name: '\\u0000' } });
  });

  it('names every field that breaks a rule', async () => {
    const answer = await post({ body: '{"name":7,"size":"big"}' });

    expect(said(answer)).toMatchObject({
      detail: [
        { loc: ['body', 'name'], type: 'invalid_type' },
        { loc: ['body', 'size'], type: 'invalid_type' },
      ],
      type: 'RequestValidationError',
    });
  });

  it.each(['plain', 'problem'] as const)('answers a broken rule with 400 in the dress %s', async (failures) => {
    const answer = await anApi({ method: 'POST', body, failures })({ body: '{"name":7}' });

    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('name');
  });

  it('decodes path parameters, which a REST API passes on as they stand in the URL', async () => {
    const get = anApi({ path: '/models/{modelId}', params });

    expect(said(await get({ params: { modelId: 'bedrock%3Anova' } }))).toMatchObject({
      params: { modelId: 'bedrock:nova' },
    });
    expect((await get({ params: { modelId: '%E0%A4%A' } })).statusCode).toBe(400);
    expect((await get({ params: { modelId: 'a%00b' } })).statusCode).toBe(400);
  });

  it('checks the query', async () => {
    const get = anApi({ query: z.object({ limit: z.coerce.number().max(10) }) });

    expect(said(await get({ query: { limit: '7' } }))).toMatchObject({ query: { limit: 7 } });
    expect((await get({ query: { limit: '70' } })).statusCode).toBe(400);
    expect((await get({ query: { limit: '7\0' } })).statusCode).toBe(400);
  });
});

describe('answering on the caller’s behalf', () => {
  it('has the credentials as they were sent, and no other header', async () => {
    const answer = await anApi()({ headers: { Authorization: 'Bearer t', 'Api-Key': 'k', Cookie: 'c' } });

    expect(said(answer)).toMatchObject({ credentials: { authorization: 'Bearer t', 'api-key': 'k' } });
    expect(answer.body).not.toContain('"c"');
  });
});

describe('finding the route', () => {
  const named = (path: string) => [path, route({ id: path, path })] as const;
  const routes = Object.fromEntries([
    named('/a/{x}/{y}'),
    named('/a/{x}/c'),
    named('/a/b/{y}'),
    named('/a/b/c'),
    named('/a/{proxy+}'),
  ]);
  const answers = Object.fromEntries(Object.keys(routes).map((path) => [path, async () => path]));
  const handler = api(routes, answers, settings);

  it.each(Object.keys(routes))('takes %s for itself, whatever was declared before', async (resource) => {
    const answer = await handler(
      aGatewayEvent({ resource, path: '/base/a/b/c', params: { x: 'b', y: 'c' } }),
      aContext,
    );

    expect(said(answer)).toBe(resource);
  });

  it('answers what nobody declared with 404', async () => {
    const answer = await anApi()({ method: 'DELETE' });

    expect(answer).toMatchObject({ statusCode: 404, headers: { 'X-Problem': 'RouteNotFound' } });
  });
});

describe('dressing a failure', () => {
  const failing = (failures: RouteContract['failures'], thrown: Error) =>
    anApi({ failures }, () => Promise.reject(thrown))();

  it('is a bare string for clients of the plain family', async () => {
    const answer = await failing('plain', new Failure('ModelNotFound', { modelId: 'm' }));

    expect([answer.statusCode, said(answer)]).toEqual([404, "Model 'm' was not found."]);
  });

  it('is detail and message for clients of the other family', async () => {
    const answer = await failing('detail', new Failure('ModelExists', { modelId: 'm' }));

    const words = "Model 'm' already exists. Please select another name.";
    expect([answer.statusCode, said(answer)]).toEqual([409, { detail: words, message: words }]);
  });

  it('is problem+json on our own routes', async () => {
    const answer = await failing('problem', new Failure('ChangedMeanwhile'));

    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/problem+json',
      'X-Problem': 'ChangedMeanwhile',
    });
    expect(said(answer)).toMatchObject({ status: 409, code: 'ChangedMeanwhile' });
  });

  it.each(['plain', 'detail', 'problem'] as const)(
    'logs what nobody expected and does not show it: %s',
    async (dress) => {
      const lines = await logLines(async () => {
        const answer = await failing(dress, new Error('password=hunter2 at 10.0.0.7'));

        expect([answer.statusCode, answer.headers?.['X-Problem']]).toEqual([500, 'Unexpected']);
        expect(answer.body).toContain('An unexpected error occurred');
        expect(answer.body).not.toContain('hunter2');
      });

      expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'only failed' }));
      expect(JSON.stringify(lines)).toContain('hunter2');
    },
  );

  it('logs no failure that the caller can act on', async () => {
    const lines = await logLines(() => failing('detail', new Failure('ModelNotFound')));

    expect(lines).toEqual([]);
  });
});

describe('answering', () => {
  it.each([
    ['https://other.example', 'https://other.example'],
    ['https://evil.example', 'https://site.example'],
    [undefined, 'https://site.example'],
  ])('to a page of %s allows %s', async (origin, allowed) => {
    const answer = await anApi()({ headers: origin ? { origin } : {} });

    expect(answer.headers).toMatchObject({
      'Access-Control-Allow-Origin': allowed,
      Vary: 'Origin',
      'Cache-Control': 'no-store, no-cache',
    });
  });

  it('writes a page as it stands, and a failure of its route as any other', async () => {
    const page = { contentType: 'text/html; charset=utf-8', reply: z.string() } as const;

    const answer = await anApi(page, async () => '<p>"Hello"</p>')();
    const failed = await anApi(page, () => Promise.reject(new Failure('ModelNotFound', { modelId: 'm' })))();

    expect(answer).toMatchObject({ headers: { 'Content-Type': page.contentType }, body: '<p>"Hello"</p>' });
    expect(failed).toMatchObject({ statusCode: 404, headers: { 'Content-Type': 'application/problem+json' } });
  });

  it('adds the headers of its function, which replace none of those every answer has', async () => {
    const headers = { 'Content-Security-Policy': "default-src 'none'", 'X-Frame-Options': 'ALLOWALL' };
    const handler = api(
      { only: route({ id: 'only', path: '/models' }) },
      { only: async () => ({}) },
      { ...settings, headers },
    );

    const answer = await handler(aGatewayEvent(), aContext);

    expect(answer.headers).toMatchObject({
      'Content-Security-Policy': "default-src 'none'",
      'X-Frame-Options': 'DENY',
    });
  });

  it('works in the trace of the request and names it in the answer', async () => {
    const answer = await anApi({}, async () => currentTrace())({
      headers: { traceparent: '00-1-2-01' },
      authorizer: signedIn('jo'),
    });

    const trace = { correlationId: '0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11', actor: 'jo', traceparent: '00-1-2-01' };
    expect(said(answer)).toEqual(trace);
    expect(answer.headers?.['X-Correlation-Id']).toBe(trace.correlationId);
  });
});
