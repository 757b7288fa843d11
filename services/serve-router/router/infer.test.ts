import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import type { ReceivedRequest, ScriptedUpstream } from '@lisa/gateway/scripted-upstream';
import OpenAI from 'openai';
import { aModel, aTask, eventually } from './test/fakes.ts';
import type { FakeTask } from './test/fakes.ts';
import { ask, asUser, readAnswer, send } from './test/read-answer.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Script = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;
type Running = FakeTask & { upstream: ScriptedUpstream; chatUrl: string };

/** A router in front of one direct model `demo`, which its upstream knows as `upstream-demo`. */
async function aRouterTo(script: Script, changes: Parameters<typeof aModel>[0] = {}): Promise<Running> {
  const upstream = await scriptedUpstream(script);
  const task = await aTask();
  cleanUps.push(
    () => upstream.close(),
    () => task.task.stop(0, 0),
  );
  await task.serve(
    aModel({ target: { via: 'direct', model: 'upstream-demo', baseUrl: `${upstream.origin}/v1/` }, ...changes }),
  );
  return { ...task, upstream, chatUrl: `${task.url}/v2/serve/chat/completions` };
}

const chat = { model: 'demo', messages: [{ role: 'user', content: 'hi' }] };
const post = (body: unknown = chat, headers: Record<string, string> = asUser) => ({ method: 'POST', headers, body });

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const stream = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });

async function streamWords(response: ServerResponse, words: readonly string[], everyMs: number): Promise<void> {
  stream(response).write(chunk({ role: 'assistant', content: '' }));
  for (const word of words) {
    await pause(everyMs);
    if (response.destroyed) return;
    response.write(chunk({ content: word }));
  }
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}

describe('calling a direct model', () => {
  it('sends the body under the model name of the upstream, every other byte as it came', async () => {
    const { chatUrl, upstream } = await aRouterTo((_, response) => void response.end('{}'));
    const body = '{ "seed":1.50, "model" : "demo","x":{"model":"inner"}, "unknown_field":[1 ,2] }';

    await ask(`${chatUrl}?api-version=7`, post(body));

    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions?api-version=7',
      body: body.replace('"demo"', '"upstream-demo"'),
    });
  });

  it.each([
    ['/v1/completions', '/v1/completions'],
    ['/v2/serve/embeddings', '/v1/embeddings'],
    ['/v2/serve/v1/chat/completions', '/v1/chat/completions'],
  ])('%s reaches %s', async (path, reached) => {
    const { url, upstream } = await aRouterTo((_, response) => void response.end('{}'));

    await ask(url + path, post());

    expect(upstream.requests[0]?.path).toBe(reached);
  });

  it('shows the upstream the key of the model, and nothing of the caller', async () => {
    const { chatUrl, upstream, secrets, serve } = await aRouterTo((_, response) => void response.end('{}'));
    secrets.values.set('arn:key', 'upstream-key');
    await serve(aModel({ target: { via: 'direct', model: 'm', baseUrl: upstream.origin, secretArn: 'arn:key' } }));

    const callers = {
      ...asUser,
      'api-key': 'ada:',
      'x-api-key': 'ada:',
      cookie: 'session=1',
      'x-forwarded-for': '10.0.0.1',
      'x-amzn-trace-id': 'Root=1',
      'x-litellm-timeout': '1',
      'x-goog-api-key': 'k',
      'content-type': 'application/x-www-form-urlencoded',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'openai-beta': 'assistants=v2',
      'x-request-id': 'my-request-1',
    };
    await ask(chatUrl, post(chat, callers));

    const { headers } = upstream.requests.at(-1) as ReceivedRequest;
    expect(headers).toEqual({
      host: new URL(upstream.origin).host,
      connection: 'keep-alive',
      'content-length': expect.any(String),
      'content-type': 'application/json',
      authorization: 'Bearer upstream-key',
      traceparent: callers.traceparent,
      'openai-beta': 'assistants=v2',
      'x-request-id': 'my-request-1',
    });
  });

  it.each([
    [200, '{"id":"1","choices":[]}'],
    [
      400,
      '{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}',
    ],
    [403, '{"error":"no"}'],
    [404, 'plain words'],
    [429, '{"error":{"message":"slow down"}}'],
    [500, ''],
    [503, '{"odd":true}'],
  ])('gives back status %i and body unchanged', async (status, body) => {
    const { chatUrl } = await aRouterTo(
      (_, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body),
    );

    const answer = await ask(chatUrl, post());

    expect(answer).toMatchObject({ status, text: body, clean: true });
  });

  it('gives back the headers that mean something to clients, and no other', async () => {
    const given = {
      'content-type': 'application/json',
      'retry-after': '7',
      'x-ratelimit-remaining-tokens': '12',
      'openai-processing-ms': '40',
      'x-request-id': 'req-upstream',
      'set-cookie': 'a=b',
      server: 'vLLM',
      'x-internal': '10.1.2.3',
    };
    const { chatUrl } = await aRouterTo((_, response) => void response.writeHead(429, given).end('{}'));

    const { headers } = await ask(chatUrl, post());

    const { 'set-cookie': cookie, server, 'x-internal': internal, ...passed } = given;
    expect(headers).toMatchObject({
      ...passed,
      'x-frame-options': 'DENY',
      'access-control-allow-origin': 'https://site.example',
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['set-cookie']));
    expect([cookie, server, internal].some((value) => JSON.stringify(headers).includes(value))).toBe(false);
  });

  it('turns the refusal of the configured credential into 502, which clients do not repeat', async () => {
    const { chatUrl } = await aRouterTo(
      (_, response) => void response.writeHead(401).end('{"error":{"message":"key sk-123 is wrong"}}'),
    );

    const { status, json, text, headers } = await ask(chatUrl, post());

    expect(status).toBe(502);
    expect(json).toMatchObject({ error: { type: 'server_error', code: 'upstream_unauthorized' } });
    expect(headers['x-should-retry']).toBe('false');
    expect(text).not.toContain('sk-123');
  });

  it('does not follow or pass on a redirect', async () => {
    const { chatUrl, upstream } = await aRouterTo(
      (_, response) => void response.writeHead(307, { location: 'http://evil.example' }).end(),
    );

    const answer = await ask(chatUrl, post());

    expect(answer.status).toBe(502);
    expect(answer.headers.location).toBeUndefined();
    expect(upstream.requests).toHaveLength(1);
  });

  it('answers 503 with Retry-After when nobody listens there', async () => {
    const { chatUrl, upstream } = await aRouterTo(() => undefined);
    await upstream.close();

    const { status, headers, json } = await ask(chatUrl, post());

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('2');
    expect(json).toMatchObject({ error: { type: 'server_error', code: 'upstream_unreachable' } });
  });

  it('of other groups is 404 for a user, with or without a stream, and open to members and administrators', async () => {
    const { chatUrl } = await aRouterTo((_, response) => void response.end('{}'), { allowedGroups: ['physics'] });
    const statusFor = async (authorization: string) => (await ask(chatUrl, post(chat, { authorization }))).status;

    expect(await statusFor('ada:')).toBe(404);
    expect(await statusFor('ada:chemistry')).toBe(404);
    expect(await statusFor('ada:physics')).toBe(200);
    expect(await statusFor('root:admins')).toBe(200);
  });

  it('whose credential cannot be read is 503 with the reason, others go on, and it comes back by itself', async () => {
    const { chatUrl, secrets, serve, upstream } = await aRouterTo((_, response) => void response.end('{}'));
    const target = { via: 'direct', model: 'm', baseUrl: upstream.origin } as const;
    await serve(aModel({ target: { ...target, secretArn: 'arn:missing' } }), aModel({ modelId: 'other', target }));

    const { status, json, headers } = await ask(chatUrl, post());

    expect(status).toBe(503);
    expect(json).toMatchObject({ error: { message: expect.stringContaining('ResourceNotFoundException') } });
    expect(headers['retry-after']).toBe('5');
    expect((await ask(chatUrl, post({ ...chat, model: 'other' }))).status).toBe(200);
    secrets.values.set('arn:missing', 'found');
    const readBefore = secrets.reads;
    await eventually(() => secrets.reads > readBefore);
    expect((await ask(chatUrl, post())).status).toBe(200);
  }, 15_000);
});

describe('streaming from a direct model', () => {
  it('passes every byte unchanged and says that nobody should buffer', async () => {
    const text = `: ping\n\nevent: x\r\ndata: ${JSON.stringify({ content: 'grüße 🌍', usage: null })}\r\n\r\ndata: {"choices":[{"index":0,"delta":{}}],"usage":{"total_tokens":1}}\n\ndata: [DONE]\n\n`;
    const { chatUrl } = await aRouterTo(async (_, response) => {
      stream(response);
      for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
      response.end();
    });

    const { headers, text: passed, clean } = await ask(chatUrl, post({ ...chat, stream: true }));

    expect(passed).toBe(text);
    expect(clean).toBe(true);
    expect(headers).toMatchObject({ 'x-accel-buffering': 'no', 'content-type': 'text/event-stream; charset=utf-8' });
  });

  it('works with the official client: tokens one after another, the first long before the last', async () => {
    const words = Array.from({ length: 10 }, (_, i) => `w${i} `);
    const { url } = await aRouterTo((_, response) => streamWords(response, words, 30));
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'ada:', maxRetries: 0 });

    const arrivals: { word: string; at: number }[] = [];
    const answer = await client.chat.completions.create({
      model: 'demo',
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
    });
    for await (const { choices } of answer) {
      if (choices[0]?.delta.content) arrivals.push({ word: choices[0].delta.content, at: performance.now() });
    }
    const models = await client.models.list();

    expect(arrivals.map(({ word }) => word)).toEqual(words);
    expect((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)).toBeGreaterThan(200);
    expect(models.data.map(({ id }) => id)).toEqual(['demo']);
  });

  it('tells the official client when the upstream dies amid the stream', async () => {
    const { url } = await aRouterTo(async (_, response) => {
      stream(response).write(chunk({ content: 'one' }));
      await pause(20);
      response.write('data: {"choices":[{"ind');
      await pause(20);
      response.destroy();
    });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'ada:', maxRetries: 0 });

    const words: unknown[] = [];
    const reading = (async () => {
      const answer = await client.chat.completions.create({ model: 'demo', messages: [], stream: true });
      for await (const { choices } of answer) words.push(choices[0]?.delta.content);
    })();

    await expect(reading).rejects.toThrow('The model ended the connection before its answer was complete.');
    expect(words).toEqual(['one']);
  });

  it('ends the death of an upstream with an error frame, no [DONE] and no clean end, 50 of 50', async () => {
    const { chatUrl } = await aRouterTo(async (_, response) => {
      stream(response).write(chunk({ content: 'one' }));
      await pause(Math.random() * 20);
      response.destroy();
    });

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(chatUrl, post({ ...chat, stream: true }))));

    for (const { text, clean } of answers) {
      const [last = ''] = text.trimEnd().split('\n').slice(-1);
      expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({
        error: { type: 'server_error', code: 'upstream_failed' },
      });
      expect(text).not.toContain('[DONE]');
      expect(clean).toBe(false);
    }
  });

  it('closes the upstream at once when the client leaves, long before the stream would have ended', async () => {
    const { chatUrl, upstream, lines } = await aRouterTo((_, response) =>
      streamWords(response, Array<string>(200).fill('w'), 10),
    );
    const { request, response } = send(chatUrl, post({ ...chat, stream: true }));
    (await response).on('error', () => undefined).resume();
    await pause(100);

    const leftAt = performance.now();
    request.destroy();

    await eventually(() => upstream.aborts.length === 1);
    expect((upstream.aborts[0] as number) - leftAt).toBeLessThan(500);
    await eventually(() => lines.some(({ facts }) => (facts as { end?: string }).end === 'client-gone'));
  });

  it('goes on while the model is removed, and the next call is 404', async () => {
    const { chatUrl, serve } = await aRouterTo((_, response) => streamWords(response, Array<string>(20).fill('w'), 10));
    const { response } = send(chatUrl, post({ ...chat, stream: true }));
    const reading = readAnswer(await response);

    await serve();

    expect((await ask(chatUrl, post())).status).toBe(404);
    const { text, clean } = await reading;
    expect(clean).toBe(true);
    expect(text.match(/"content":"w"/g)).toHaveLength(20);
  });
});

describe('going out of service', () => {
  it('takes the lease back, lets a stream end, and refuses nobody meanwhile', async () => {
    const { chatUrl, url, task, leases } = await aRouterTo((_, response) =>
      streamWords(response, Array<string>(30).fill('w'), 10),
    );
    const { response } = send(chatUrl, post({ ...chat, stream: true }));
    const reading = readAnswer(await response);

    const stopped = task.stop(100, 5_000);
    await pause(20);
    const readiness = await ask(`${url}/health/readiness`, { headers: {} });
    await stopped;

    expect(readiness).toMatchObject({ status: 503, json: { status: 'draining' } });
    expect(readiness.headers.connection).toBe('close');
    expect(leases.ended).toBe(true);
    expect(await reading).toMatchObject({ clean: true, text: expect.stringContaining('[DONE]') });
  });
});
