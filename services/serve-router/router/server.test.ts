import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { KeysUnavailable } from '@lisa/gateway/verify';
import { aModel, aTask } from './test/fakes.ts';
import type { FakeTask } from './test/fakes.ts';
import { ask, asUser, readAnswer, send } from './test/read-answer.ts';
import type { TaskParts } from './task.ts';

const tasks: FakeTask[] = [];

afterEach(async () => {
  await Promise.all(tasks.splice(0).map(({ task }) => task.stop(0, 0)));
});

async function started(changes: Partial<TaskParts> = {}): Promise<FakeTask> {
  const task = await aTask(changes);
  tasks.push(task);
  return task;
}

const chat = { method: 'POST', body: { model: 'demo', messages: [] } };
const asAdmin = { authorization: 'root:admins' };

describe('asking without a credential that verifies', () => {
  it.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer nonsense' }],
    ['one in the query string only', { 'x-other': 'ada:' }],
  ])('is 401 in the words LISA clients compare (%s)', async (_, headers) => {
    const { url } = await started();

    const { status, json } = await ask(`${url}/v1/models?token=ada:`, { headers });

    expect(status).toBe(401);
    expect(json).toEqual({ error: 'Unauthorized', message: 'Not authenticated' });
  });

  it('is 401 before the body is read', async () => {
    const { url } = await started();

    const { status } = await ask(`${url}/v1/chat/completions`, { method: 'POST', headers: {}, body: 'not json' });

    expect(status).toBe(401);
  });

  it('is 503 while the keys of the identity provider cannot be had', async () => {
    const down = { hydrate: () => Promise.resolve(), verify: () => Promise.reject(new KeysUnavailable('down')) };
    const { url } = await started({ verifier: down });

    const { status, headers } = await ask(`${url}/v1/models`);

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('2');
  });
});

describe('presenting a credential', () => {
  it.each([
    ['a bearer token', { authorization: 'Bearer ada:' }],
    ['a raw token', { authorization: 'ada:' }],
    ['Api-Key alone', { 'Api-Key': 'ada:' }],
    ['x-api-key alone', { 'x-api-key': 'ada:' }],
    ['one that fails before one that verifies', { authorization: 'Bearer nonsense', 'api-key': 'ada:' }],
  ])('is enough: %s', async (_, headers) => {
    const { url } = await started();

    expect((await ask(`${url}/v1/models`, { headers })).status).toBe(200);
  });

  it('twice in one header is 400', async () => {
    const { url } = await started();

    const { status, json } = await ask(`${url}/v1/models`, { headers: { 'api-key': ['ada:', 'eve:'] } });

    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('of somebody outside the user group is 403, of a member or an administrator is not', async () => {
    const { url } = await started({ roles: Roles.parse({ adminGroup: 'admins', userGroup: 'staff' }) });

    const statuses = await Promise.all(
      ['ada:', 'ada:guests', 'ada:staff', 'root:admins'].map(
        async (token) => (await ask(`${url}/v1/models`, { headers: { authorization: token } })).status,
      ),
    );

    expect(statuses).toEqual([403, 403, 200, 200]);
  });
});

describe('listing models', () => {
  const open = aModel({ modelId: 'open' });
  const physics = aModel({ modelId: 'physics', allowedGroups: ['physics'], contextWindow: 8_192 });

  it.each(['/v1/models', '/v2/serve/models', '/v2/serve/v1/models', '/v1/models/'])(
    'shows what the caller may use at %s',
    async (path) => {
      const { url, serve } = await started();
      await serve(open, physics);
      const idsFor = async (authorization: string): Promise<string[]> => {
        const { json } = await ask(url + path, { headers: { authorization } });
        return (json as { data: { id: string }[] }).data.map(({ id }) => id);
      };

      expect(await idsFor('ada:')).toEqual(['open']);
      expect(await idsFor('ada:group:physics')).toEqual(['open', 'physics']);
      expect(await idsFor('root:admins')).toEqual(['open', 'physics']);
    },
  );

  it('has the shapes of OpenAI and LiteLLM', async () => {
    const { url, serve } = await started();
    await serve(physics);

    const [list, one, info] = await Promise.all(
      ['models', 'models/physics', 'model/info'].map(
        async (path) => (await ask(`${url}/v1/${path}`, { headers: asAdmin })).json,
      ),
    );

    const model = { id: 'physics', object: 'model', created: 1_795_276_800, owned_by: 'lisa' };
    expect(list).toEqual({ object: 'list', data: [model] });
    expect(one).toEqual(model);
    expect(info).toEqual({
      data: [
        {
          model_name: 'physics',
          litellm_params: {},
          model_info: { id: physics.uid, db_model: false, mode: 'chat', max_input_tokens: 8_192 },
        },
      ],
    });
  });

  it('answers 404 alike for a model that does not exist and one of other groups', async () => {
    const { url, serve } = await started();
    await serve(physics);

    const unknown = await ask(`${url}/v1/models/phantom`);
    const forbidden = await ask(`${url}/v1/models/physics`);

    expect(unknown.status).toBe(404);
    expect(unknown.json).toMatchObject({ error: { type: 'invalid_request_error', code: 'model_not_found' } });
    expect(forbidden.text).toBe(unknown.text.replace('phantom', 'physics'));
  });
});

describe('a wrong request', () => {
  it.each([
    ['GET', '/v1/nothing', 404, 'unknown_url'],
    ['GET', '/dev/v1/models', 404, 'unknown_url'],
    ['POST', '/v1/chat%2Fcompletions', 404, 'unknown_url'],
    ['POST', '/v2/serve/key/generate', 404, 'unknown_url'],
    ['GET', '/v1/chat/completions', 405, 'method_not_allowed'],
    ['DELETE', '/v1/models/demo', 405, 'method_not_allowed'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const { url } = await started();

    const answer = await ask(url + path, { method });

    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param: null, code },
    });
  });

  it('by method is told which one the path takes', async () => {
    const { url } = await started();

    expect((await ask(`${url}/v1/embeddings`)).headers.allow).toBe('POST, OPTIONS');
    expect((await ask(`${url}/v1/models`, { method: 'PUT' })).headers.allow).toBe('GET, OPTIONS');
  });

  it.each([
    ['no JSON', 'hello', 400, 'invalid_json'],
    ['no model', '{}', 400, null],
    ['a model that is no string', '{"model":7}', 400, null],
    ['an unknown model', '{"model":"phantom"}', 404, 'model_not_found'],
  ])('with %s is answered in the envelope', async (_, body, status, code) => {
    const { url } = await started();

    const answer = await ask(`${url}/v1/chat/completions`, { method: 'POST', body });

    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  it.each([
    ['announced', { ...asUser, 'content-length': String(11 * 1024 * 1024) }],
    ['not announced', { ...asUser, 'transfer-encoding': 'chunked' }],
  ])('with more than 10 MB, %s, is 413', async (_, headers) => {
    const { url } = await started();
    const { request, response } = send(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: ' '.repeat(11 * 1024 * 1024),
    });
    request.on('error', () => undefined);

    const { status, json } = await readAnswer(await response);

    expect(status).toBe(413);
    expect(json).toMatchObject({ error: { type: 'invalid_request_error', code: 'request_too_large' } });
  });

  it.each([
    ['what is not HTTP', 'HELLO\r\n\r\n', 400],
    ['two lengths', 'POST /v1/models HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length beside chunks',
      'POST /v1/models HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers beyond 16 KB', `GET /health HTTP/1.1\r\nHost: a\r\nX-Much: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('that is %s gets an envelope and the connection ends', async (_, text, status) => {
    const { task } = await started();
    const socket = connect(task.port, '127.0.0.1');
    const answer = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (chunk) => (all += chunk.toString())).on('close', () => resolve(all));
      socket.write(text);
    });

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});

describe('every answer', () => {
  it('carries the security headers, an id, and CORS for the site', async () => {
    const { url } = await started();

    const { headers } = await ask(`${url}/v1/models`, {
      headers: { ...asUser, origin: 'https://site.example', 'x-request-id': 'my-request-1' },
    });

    expect(headers).toMatchObject({
      'cache-control': 'no-store, no-cache',
      pragma: 'no-cache',
      'strict-transport-security': 'max-age=47304000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'access-control-allow-origin': 'https://site.example',
      vary: 'Origin',
      'x-request-id': 'my-request-1',
    });
  });

  it('names the site, not a foreign origin', async () => {
    const { url } = await started();

    const { headers } = await ask(`${url}/health`, { headers: { origin: 'https://evil.example' } });

    expect(headers['access-control-allow-origin']).toBe('https://site.example');
  });

  it('is preceded by a preflight that needs no credential', async () => {
    const { url } = await started({ corsOrigins: ['*'] });

    const { status, headers } = await ask(`${url}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: { origin: 'https://any.example', 'access-control-request-headers': 'authorization, x-session-id' },
    });

    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, x-session-id',
    });
  });
});

describe('health', () => {
  it('is public at the root and says nothing but OK', async () => {
    const { url } = await started();

    expect(await ask(`${url}/health`, { headers: {} })).toMatchObject({ status: 200, json: { status: 'OK' } });
  });

  it('is for users below the base paths, in shapes that LISA reads', async () => {
    const { url, serve } = await started();
    await serve(aModel({ modelId: 'a' }), aModel({ modelId: 'b', allowedGroups: ['other'] }));
    const at = async (path: string, headers: Record<string, string>) => {
      const { status, json } = await ask(`${url}/v2/serve/${path}`, { headers });
      return { status, json };
    };

    expect((await at('health', {})).status).toBe(401);
    expect(await at('health', asUser)).toEqual({
      status: 200,
      json: { healthy_endpoints: [{ model: 'a' }], unhealthy_endpoints: [], healthy_count: 1, unhealthy_count: 0 },
    });
    expect(await at('health/readiness', asUser)).toMatchObject({ status: 200, json: { status: 'healthy' } });
    expect(await at('health/liveliness', asUser)).toEqual({ status: 200, json: "I'm alive!" });
  });

  it('is not ready before the routes were read', async () => {
    const { url } = await started({
      rows: { version: () => Promise.reject(new Error('down')), all: () => Promise.resolve([]) },
    });

    expect(await ask(`${url}/health/readiness`, { headers: {} })).toMatchObject({
      status: 503,
      json: { status: 'starting' },
    });
    expect((await ask(`${url}/health`, { headers: {} })).status).toBe(200);
  });
});

describe('the log', () => {
  it('says who called what, and holds neither credential nor prompt', async () => {
    const { url, lines } = await started();

    await ask(`${url}/v1/chat/completions`, {
      ...chat,
      headers: { authorization: 'Bearer ada:secret-group' },
      body: { model: 'demo', messages: 'private words' },
    });

    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines.find(({ message }) => message === 'request')?.facts).toMatchObject({
      user: 'ada',
      method: 'POST',
      status: 404,
    });
    expect(JSON.stringify(lines)).not.toMatch(/private words|Bearer|secret-group/);
  });
});
