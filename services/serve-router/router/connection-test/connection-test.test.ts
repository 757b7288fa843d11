import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import type { ReceivedRequest, ScriptedUpstream } from '@lisa/gateway/scripted-upstream';
import { aTask } from '../test/fakes.ts';
import type { FakeTask } from '../test/fakes.ts';
import { ask } from '../test/read-answer.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Script = (request: ReceivedRequest, response: ServerResponse) => void;

async function anAddress(script: Script): Promise<ScriptedUpstream> {
  const upstream = await scriptedUpstream(script);
  cleanUps.push(() => upstream.close());
  return upstream;
}

async function aRouter(): Promise<FakeTask> {
  const task = await aTask();
  cleanUps.push(() => task.task.stop(0, 0));
  return task;
}

const admin = { authorization: 'Bearer root:admins' };
const aKey = 'sk-very-secret';
const aWish = { modelName: 'openai/poet', modelType: 'textgen', streaming: true, apiKey: aKey };

const test = async ({ url }: FakeTask, body: unknown, headers: Record<string, string> = admin) =>
  ask(`${url}/v2/serve/connection-tests`, { method: 'POST', headers, body });

/** What the test of an address that answers like this says. */
async function tested(script: Script, wish: object = {}): Promise<Record<string, unknown>> {
  const { origin } = await anAddress(script);
  const { status, json } = await test(await aRouter(), { ...aWish, modelUrl: `${origin}/v1`, ...wish });
  expect(status).toBe(200);
  return json as Record<string, unknown>;
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const stream = (response: ServerResponse, ...events: unknown[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
};
const delta = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });
const whole = { choices: [{ message: { content: 'OK' } }] };
const fields = ({ body }: ReceivedRequest) => JSON.parse(body) as Record<string, unknown>;

describe('testing an address', () => {
  it('asks it for one token with the key, as requests will, and says how long the first byte took', async () => {
    const upstream = await anAddress((_, response) => stream(response, delta(''), delta('OK')));

    const { json: result } = await test(await aRouter(), { ...aWish, modelUrl: `${upstream.origin}/v1/` });

    expect(result).toEqual({ ok: true, ms: expect.any(Number), answer: 'OK' });
    const [asked] = upstream.requests;
    expect(asked).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(asked?.headers.authorization).toBe(`Bearer ${aKey}`);
    expect(fields(asked!)).toMatchObject({ model: 'poet', max_tokens: 1, stream: true });
  });

  it('leaves a stream as soon as a word has come', async () => {
    const upstream = await anAddress((_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(`data: ${JSON.stringify(delta('On'))}\n\n`);
    });

    const { json: result } = await test(await aRouter(), { ...aWish, modelUrl: upstream.origin });

    expect(result).toMatchObject({ ok: true, answer: 'On' });
  });

  it('asks in the words newer models take when they refuse max_tokens', async () => {
    const result = await tested(
      (request, response) => {
        if ('max_completion_tokens' in fields(request)) return json(response, 200, whole);
        json(response, 400, { error: { message: 'max_tokens is not supported, use max_completion_tokens instead.' } });
      },
      { streaming: false },
    );

    expect(result).toMatchObject({ ok: true, answer: 'OK' });
  });

  it('asks for a vector where embeddings are wanted', async () => {
    const result = await tested((_, response) => json(response, 200, { data: [{ embedding: [0.1, 0.2, 0.3] }] }), {
      modelType: 'embedding',
      streaming: false,
    });

    expect(result).toMatchObject({ ok: true, answer: 'A vector of 3 numbers' });
  });
});

describe('an address that does not answer as wanted', () => {
  const listing: Script = ({ path }, response) =>
    path.endsWith('/models')
      ? json(response, 200, { data: [{ id: 'llama' }, { id: 'mistral' }] })
      : json(response, 404, { error: { message: 'The model `poet` does not exist.' } });

  it('tells the models it knows, if it does not know the one asked for', async () => {
    expect(await tested(listing)).toEqual({
      ok: false,
      reason: 'The address does not know the model poet. It knows llama, mistral.',
      models: ['llama', 'mistral'],
    });
  });

  it('is completed where only /v1 is missing', async () => {
    const upstream = await anAddress(({ path }, response) =>
      path === '/v1/models' ? json(response, 200, { data: [] }) : json(response, 404, {}),
    );

    const { json: result } = await test(await aRouter(), { ...aWish, modelUrl: upstream.origin });

    expect(result).toMatchObject({
      ok: false,
      reason: expect.stringContaining(`Use ${upstream.origin}/v1.`),
    });
  });

  it.each<[string, Script, object, string]>([
    [
      'refuses the key',
      (_, response) => json(response, 401, { error: { message: `Bad key ${aKey}` } }),
      {},
      'The address refuses this API key (401).',
    ],
    ['wants a key', (_, response) => json(response, 401, {}), { apiKey: null }, 'The address wants an API key (401).'],
    [
      'quotes the key',
      (_, response) => json(response, 500, { error: { message: `No ${aKey} here` } }),
      {},
      'The address answered 500: No … here',
    ],
    [
      'has no quota left',
      (_, response) => json(response, 429, { error: { message: 'Pay.' } }),
      {},
      'The address was reached, but its limit or quota is used up (429): Pay.',
    ],
    [
      'forbids it',
      (_, response) => json(response, 403, { message: 'Not you.' }),
      {},
      'The address does not permit this (403): Not you.',
    ],
    [
      'redirects',
      (_, response) => void response.writeHead(301, { location: '/elsewhere' }).end(),
      {},
      'The address redirects elsewhere (301): give the one it redirects to.',
    ],
    [
      'answers in one piece',
      (_, response) => json(response, 200, whole),
      {},
      'It answers, but not word by word: turn streaming off for this model.',
    ],
    [
      'fails in its stream',
      (_, response) => stream(response, { error: { message: `Out of memory for ${aKey}` } }),
      {},
      'It began to answer, then failed: Out of memory for …',
    ],
    [
      'ends its stream at once',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(),
      {},
      'Its stream ended without a word.',
    ],
    ['closes the connection', (_, response) => void response.destroy(), {}, 'closed the connection without an answer.'],
    ['serves a web page', (_, response) => void response.end('<html>'), {}, 'but not as OpenAI’s API does.'],
  ])('that %s is named', async (_, script, wish, words) => {
    const result = await tested(script, wish);

    expect(result['ok']).toBe(false);
    expect(result['reason']).toContain(words);
    expect(JSON.stringify(result)).not.toContain(aKey);
  });

  it.each([
    ['http://127.0.0.1:9/v1', 'Nothing listens at 127.0.0.1:9'],
    ['http://no-such-host.invalid/v1', 'The name no-such-host.invalid'],
  ])('because %s cannot be reached', async (modelUrl, words) => {
    const { json: result } = await test(await aRouter(), { ...aWish, modelUrl });

    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
  });

  it('because it speaks no TLS', async () => {
    const { origin } = await anAddress((_, response) => void response.end('{}'));

    const { json: result } = await test(await aRouter(), { ...aWish, modelUrl: origin.replace('http:', 'https:') });

    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('does not speak TLS') });
  });
});

describe('testing a provider', () => {
  it('lets LiteLLM try it, and keeps nothing', async () => {
    const task = await aRouter();
    task.litellm.trialEnds = { ok: true, ms: 420, answer: 'OK' };

    const { json: result } = await test(task, { ...aWish, modelName: 'bedrock/claude' });

    expect(result).toEqual({ ok: true, ms: 420, answer: 'OK' });
    const litellm_params = { model: 'bedrock/claude', api_key: aKey };
    expect(task.litellm.trials).toEqual([{ litellm_params, kind: 'chat', stream: true }]);
    expect(task.litellm.entries).toEqual([]);
  });

  it('passes on how the provider said no, without the key', async () => {
    const task = await aRouter();
    task.litellm.trialEnds = { ok: false, status: 404, message: `No model claude-9 for ${aKey}` };

    const { json: result } = await test(task, { ...aWish, modelName: 'anthropic/claude-9' });

    expect(result).toEqual({ ok: false, reason: 'The provider answered 404: No model claude-9 for …' });
  });

  it('says so while LiteLLM is not up', async () => {
    const task = await aRouter();
    task.litellm.up = false;

    const { json: result } = await test(task, { ...aWish, modelName: 'bedrock/claude' });

    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('LiteLLM') });
  });
});

describe('who may test a connection', () => {
  it.each([
    ['nobody', 401, {}],
    ['a user', 403, { authorization: 'Bearer ada:staff' }],
  ])('%s gets %i, and nothing is called', async (_, status, headers) => {
    const upstream = await anAddress((__, response) => json(response, 200, whole));

    const answer = await test(await aRouter(), { ...aWish, modelUrl: upstream.origin }, headers);

    expect(answer.status).toBe(status);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    [400, { ...aWish, route: 'direct' }],
    [400, { ...aWish, modelUrl: 'ftp://x' }],
    [400, '{"modelName"'],
    [413, 'x'.repeat(70_000)],
  ])('an administrator gets %i for a body that is not one', async (status, body) => {
    expect((await test(await aRouter(), body)).status).toBe(status);
  });

  it('finds the key in no line of the log', async () => {
    const task = await aRouter();
    const { origin } = await anAddress((_, response) => json(response, 401, { error: { message: aKey } }));

    await test(task, { ...aWish, modelUrl: origin });

    const isLogged = (): boolean => task.lines.some(({ message }) => message === 'request');
    while (!isLogged()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(JSON.stringify(task.lines)).not.toContain(aKey);
  });
});
