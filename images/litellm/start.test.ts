import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startDemoModel } from '../../local/demo-model/demo-model.ts';
import type { DemoModel } from '../../local/demo-model/demo-model.ts';
import { controlKey, litellmRoutes, masterKey, runUntilItEnds, startLitellm } from './running-litellm.ts';
import type { RunningLitellm } from './running-litellm.ts';

let upstream: DemoModel;
let litellm: RunningLitellm;
let generation = 0;
let callsAbroad = 0;
const abroad = createServer((socket) => {
  callsAbroad += 1;
  socket.destroy();
});

beforeAll(async () => {
  upstream = await startDemoModel();
  await new Promise<void>((resolve) => abroad.listen(0, '127.0.0.1', resolve));
  const proxy = `http://127.0.0.1:${(abroad.address() as AddressInfo).port}`;
  litellm = await startLitellm({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1' });
});

afterAll(async () => {
  await litellm.close();
  await upstream.close();
  abroad.close();
});

const aModel = (name: string, id = `id-of-${name}`, params: object = {}) => ({
  model_name: name,
  litellm_params: { model: `openai/${name}`, api_base: `${upstream.url}/v1`, api_key: 'upstream-key', ...params },
  model_info: { id },
});

const call = (path: string, method: string, key: string, body?: unknown, type = 'application/json') =>
  fetch(`${litellm.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

const put = (document: unknown, key = controlKey) => call('/internal/models', 'PUT', key, document);

const serve = async (...models: unknown[]) => {
  generation += 1;
  return (await put({ generation, models })).json();
};

const served = async () => (await call('/internal/models', 'GET', controlKey)).json();

const chat = (model: string, content: string, more: object = {}) =>
  call('/v1/chat/completions', 'POST', masterKey, { model, messages: [{ role: 'user', content }], ...more });

describe('starting LiteLLM', () => {
  it.each([
    [{ LITELLM_CONTROL_KEY: controlKey }, 'LITELLM_MASTER_KEY is not set'],
    [{ LITELLM_MASTER_KEY: masterKey }, 'LITELLM_CONTROL_KEY is not set'],
    [{ LITELLM_MASTER_KEY: masterKey, LITELLM_CONTROL_KEY: masterKey }, 'give two different keys'],
  ])('ends in words with the environment %j', async (environment, words) => {
    const { code, output } = await runUntilItEnds(environment);

    expect(code).toBe(1);
    expect(output).toContain(words);
  });

  it('serves an empty list and has called nobody', async () => {
    expect(await served()).toEqual({ generation: 0, names: [] });
    expect(callsAbroad).toBe(0);
    expect(upstream.requests()).toEqual([]);
  });
});

describe('replacing the model list', () => {
  it('makes every model of it reachable at once', async () => {
    expect(await serve(aModel('one'), aModel('org/two.2'))).toMatchObject({
      names: ['one', 'org/two.2'],
      changed: ['id-of-one', 'id-of-org/two.2'],
      rejected: [],
    });

    const answers = await Promise.all([chat('one', '[tokens 2]'), chat('org/two.2', '[tokens 2]')]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await answers[1]?.json()).toMatchObject({
      model: 'org/two.2',
      choices: [{ message: { content: 't1 t2' } }],
    });
  });

  it('answers 404 in the envelope for a model that was removed', async () => {
    await serve(aModel('one'), aModel('gone'));
    expect(await serve(aModel('one'))).toMatchObject({ names: ['one'], removed: ['id-of-gone'], changed: [] });

    const answer = await chat('gone', 'hello');

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
    });
  });

  it('refuses an older generation and takes the same one again', async () => {
    await serve(aModel('one'));

    const [older, same] = [
      await put({ generation: generation - 1, models: [] }),
      await put({ generation, models: [] }),
    ];

    expect(older.status).toBe(409);
    expect(await older.json()).toMatchObject({ generation, names: ['one'], error: { code: 'conflict' } });
    expect(same.status).toBe(200);
  });

  it('leaves out a model that LiteLLM cannot serve, says so, and serves the others', async () => {
    const unknown = { ...aModel('odd'), litellm_params: { model: 'no-such-provider/x' } };

    expect(await serve(aModel('one'), unknown)).toMatchObject({
      names: ['one'],
      rejected: [{ id: 'id-of-odd', reason: expect.stringContaining('LLM Provider NOT provided') }],
    });
  });
});

describe('replacing the model list wrongly', () => {
  beforeEach(() => serve(aModel('one')));

  it.each([
    ['not JSON', '{"generation":'],
    ['no object', []],
    ['no generation', { models: [] }],
    ['a generation that is no number', { generation: '9', models: [] }],
    ['no models', { generation: 9999 }],
    [
      'a model without litellm_params.model',
      { generation: 9999, models: [{ ...aModelBroken(), litellm_params: { api_key: 'secret-1' } }] },
    ],
    ['a model without id', { generation: 9999, models: [{ ...aModelBroken(), model_info: {} }] }],
    [
      'litellm_params that are a text',
      { generation: 9999, models: [{ ...aModelBroken(), litellm_params: 'secret-1' }] },
    ],
    ['a name that is no text', { generation: 9999, models: [{ ...aModelBroken(), model_name: ['secret-1'] }] }],
    ['two models with one id', { generation: 9999, models: [aModelBroken(), aModelBroken()] }],
    ['a wildcard', { generation: 9999, models: [{ ...aModelBroken(), model_name: '*' }] }],
    ['a reference to the environment', { generation: 9999, models: [aModelBroken('os.environ/LITELLM_MASTER_KEY')] }],
  ])('refuses %s with 400, changes nothing and repeats no credential', async (_, document) => {
    const answer = await put(document);

    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('secret-1');
    expect(await served()).toEqual({ generation, names: ['one'] });
  });

  it.each(['', 'wrong', masterKey])('refuses the key "%s" with 401', async (key) => {
    expect((await put({ generation: 9999, models: [] }, key)).status).toBe(401);
    expect(await served()).toEqual({ generation, names: ['one'] });
  });

  it('refuses other methods and a body over 8 MB', async () => {
    expect((await call('/internal/models', 'DELETE', controlKey)).status).toBe(405);
    expect((await put(`{"generation":9999,"models":["${'x'.repeat(9_000_000)}"]}`)).status).toBe(413);
  });
});

describe('replacing the model list while streams run', () => {
  it('breaks none of 20 streams in 20 replacements, and serves each new model at once', async () => {
    await serve(aModel('steady', 'steady-0'));
    const streams = Array.from({ length: 20 }, async () => {
      const answer = await chat('steady', '[tokens 100] [pace 30ms]', { stream: true });
      return answer.text();
    });
    await pause(500);
    for (let round = 1; round <= 20; round += 1) {
      await serve(aModel('steady', `steady-${round}`, { timeout: 600 + round }), aModel(`new-${round}`));
      expect((await chat(`new-${round}`, '[tokens 1] [pace 0ms]')).status).toBe(200);
    }

    const whole = (await Promise.all(streams)).filter((text) => text.includes(' t100"') && text.endsWith('[DONE]\n\n'));

    expect(whole).toHaveLength(20);
  });
});

describe('answering through LiteLLM', () => {
  beforeAll(() => serve(aModel('one'), aModel('other'), aModel('dead', 'dead', { api_base: 'http://127.0.0.1:1/v1' })));

  it('streams tokens one after another', async () => {
    const arrivals: number[] = [];
    const answer = await chat('one', '[tokens 20] [pace 25ms]', { stream: true });
    for await (const _ of answer.body ?? []) arrivals.push(performance.now());

    expect(arrivals.length).toBeGreaterThanOrEqual(20);
    // 19 pauses lie between the first and the last: who collects an answer sends it at once.
    expect(arrivals.at(-1)! - arrivals[0]!).toBeGreaterThan(10 * 25);
  });

  it.each(['chat/completions', 'embeddings', 'completions'])('does not retry %s by itself', async (surface) => {
    const before = upstream.requests().length;
    const content = '[fail 429]';
    const asked = { messages: [{ role: 'user', content }], prompt: content, input: content };
    const field = { 'chat/completions': 'messages', embeddings: 'input', completions: 'prompt' }[surface] as 'input';

    const answer = await call(`/v1/${surface}`, 'POST', masterKey, { model: 'one', [field]: asked[field] });

    expect(answer.status).toBe(429);
    expect(upstream.requests().length).toBe(before + 1);
  });

  it('passes a 422 on, and the fields that an OpenAI-compatible endpoint may know', async () => {
    expect((await chat('one', '[fail 422]')).status).toBe(422);

    await chat('one', '[tokens 1]', { user: 'u', verbosity: 'low', top_k: 3, chat_template_kwargs: {} });

    expect(upstream.requests().at(-1)?.bodyFields).toEqual(
      expect.arrayContaining(['chat_template_kwargs', 'top_k', 'user', 'verbosity']),
    );
  });

  it('gives embeddings of the dimensions asked for', async () => {
    const answer = await call('/v1/embeddings', 'POST', masterKey, { model: 'one', input: 'x', dimensions: 8 });

    const { data } = (await answer.json()) as { data: { embedding: number[] }[] };

    expect(data.map(({ embedding }) => embedding.length)).toEqual([8]);
  });

  it('stops the upstream when the client of a whole answer leaves', async () => {
    const before = upstream.aborts().length;
    const leaving = AbortSignal.timeout(300);
    const body = JSON.stringify({ model: 'one', messages: [{ role: 'user', content: '[tokens 500]' }] });
    const headers = { authorization: `Bearer ${masterKey}` };

    await expect(
      fetch(`${litellm.url}/v1/chat/completions`, { method: 'POST', headers, body, signal: leaving }),
    ).rejects.toThrow('timeout');
    await pause(300);

    expect(upstream.aborts().length).toBe(before + 1);
  });
});

describe('trying to steer LiteLLM from a request', () => {
  beforeAll(() => serve(aModel('one'), aModel('other'), aModel('dead', 'dead', { api_base: 'http://127.0.0.1:1/v1' })));

  it('reaches no other model through fallbacks', async () => {
    expect((await chat('dead', 'hello', { fallbacks: ['other'] })).status).toBe(500);
  });

  it.each(['id-of-other', 'one,other', 'openai/one'])('knows no model %s', async (name) => {
    expect((await chat(name, 'hello')).status).toBe(404);
  });

  it('keeps credential, endpoint and time limit of the deployment', async () => {
    const wishes = { api_key: 'mine', api_base: 'http://127.0.0.1:1', timeout: 0.001, mock_response: 'x' };
    const answer = await chat('one', '[tokens 2]', { ...wishes, extra_headers: { authorization: 'mine' } });

    expect(await answer.json()).toMatchObject({ choices: [{ message: { content: 't1 t2' } }] });
    expect(upstream.requests().at(-1)?.authorizationSha256).toBe(
      createHash('sha256').update('Bearer upstream-key').digest('hex'),
    );
  });

  it('reads the body as JSON whatever its type says', async () => {
    const body = '{"model":"one","messages":[{"role":"user","content":"[tokens 2] &model=other&x="}]}';
    const answer = await call('/v1/chat/completions', 'POST', masterKey, body, 'application/x-www-form-urlencoded');

    expect(await answer.json()).toMatchObject({ model: 'one' });
  });

  it.each(['', 'wrong', controlKey])('refuses inference with the key "%s"', async (key) => {
    expect((await call('/v1/chat/completions', 'POST', key, { model: 'one' })).status).toBe(401);
  });
});

describe('looking for LiteLLM’s administration', () => {
  it('finds 404 on every route that LiteLLM has, except inference and health', async () => {
    const routes = await litellmRoutes();
    const open: string[] = [];
    for (const [method, path] of routes) {
      const { status } = await call(path.replaceAll(/\{[^}]*\}/g, 'x'), method, masterKey, undefined);
      if (status !== 404) open.push(`${method} ${path}`);
    }

    expect(routes.length).toBeGreaterThan(600);
    expect(new Set(open)).toEqual(new Set(allowed));
  });
});

const allowed = [
  'GET /health/liveliness',
  'GET /health/readiness',
  ...['audio/speech', 'chat/completions', 'completions', 'embeddings', 'images/generations'].map(
    (at) => `POST /v1/${at}`,
  ),
  ...['messages', 'messages/count_tokens', 'rerank', 'responses'].map((at) => `POST /v1/${at}`),
];

function aModelBroken(apiKey = 'secret-1') {
  return { model_name: 'x', litellm_params: { model: 'openai/x', api_key: apiKey }, model_info: { id: 'x' } };
}
