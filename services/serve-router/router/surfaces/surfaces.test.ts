import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import type { ReceivedRequest, ScriptedUpstream } from '@lisa/gateway/scripted-upstream';
import { aModel, aTask, eventually } from '../test/fakes.ts';
import type { FakeTask } from '../test/fakes.ts';
import { ask, asUser, send } from '../test/read-answer.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Script = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;
type Running = FakeTask & { behind: ScriptedUpstream; itself: ScriptedUpstream };

const whole = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const stream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });

/** A router before a direct model `demo`, with a script in the place of LiteLLM. */
async function aRouterWith(litellmsPart: Script, changes: Parameters<typeof aModel>[0] = {}): Promise<Running> {
  const behind = await scriptedUpstream(litellmsPart);
  const itself = await scriptedUpstream((_, response) => whole(response, 200, { choices: [] }));
  const task = await aTask({ litellmSettings: { origin: behind.origin, masterKey: 'master-key' } });
  cleanUps.push(
    () => behind.close(),
    () => itself.close(),
    () => task.task.stop(0, 0),
  );
  await task.serve(aModel({ target: { via: 'direct', model: 'm', baseUrl: `${itself.origin}/v1` }, ...changes }));
  return { ...task, behind, itself };
}

const fine: Script = (_, response) => whole(response, 200, { id: '1' });
const post = (body: unknown = { model: 'demo' }, headers: Record<string, string> = asUser) => ({
  method: 'POST',
  headers,
  body,
});

const anthropicPaths = ['/v1/messages', '/v2/serve/v1/messages', '/v2/serve/anthropic/v1/messages'];
const responsesPaths = ['/v1/responses', '/v2/serve/responses', '/v2/serve/v1/responses'];

describe('asking a direct model in a protocol of its own', () => {
  it.each([
    ...anthropicPaths.map((path) => [`${path}?beta=true`, '/v1/messages']),
    ...anthropicPaths.map((path) => [`${path}/count_tokens?beta=true`, '/v1/messages/count_tokens']),
    ...responsesPaths.map((path) => [path, '/v1/responses']),
  ])('%s goes to LiteLLM, as %s of the model that was asked for', async (path, reached) => {
    const { url, behind, itself } = await aRouterWith(fine);

    const { status } = await ask(url + path, post({ model: 'demo', unknown: [1] }));

    expect(status).toBe(200);
    expect(behind.requests).toMatchObject([{ path: reached, body: '{"model":"demo","unknown":[1]}' }]);
    expect(behind.requests[0]?.headers.authorization).toBe('Bearer master-key');
    expect(itself.requests).toEqual([]);
  });

  it('leaves what the model speaks itself to the model', async () => {
    const { url, behind, itself } = await aRouterWith(fine);

    await ask(`${url}/v1/chat/completions`, post());

    expect(itself.requests).toMatchObject([{ path: '/v1/chat/completions', body: '{"model":"m"}' }]);
    expect(behind.requests).toEqual([]);
  });

  it('carries the headers of that protocol there, and nowhere else', async () => {
    const { url, behind, itself } = await aRouterWith(fine);
    const headers = { ...asUser, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'x-1', 'openai-beta': 'y=1' };

    for (const path of ['/v1/messages', '/v1/responses', '/v1/chat/completions'])
      await ask(url + path, post({ model: 'demo' }, headers));

    const [messages, responses] = behind.requests;
    expect(messages?.headers).toMatchObject({ 'anthropic-version': '2023-06-01', 'anthropic-beta': 'x-1' });
    expect(messages?.headers).not.toHaveProperty('openai-beta');
    for (const request of [responses, ...itself.requests]) {
      expect(request?.headers).toMatchObject({ 'openai-beta': 'y=1' });
      expect(request?.headers).not.toHaveProperty('anthropic-version');
    }
  });

  it('takes x-api-key alone, or beside a bearer token of the same value', async () => {
    const { url } = await aRouterWith(fine);
    const statusWith = async (headers: Record<string, string>) =>
      (await ask(`${url}/v1/messages`, post({ model: 'demo' }, headers))).status;

    expect(await statusWith({ 'x-api-key': 'ada:' })).toBe(200);
    expect(await statusWith({ 'x-api-key': 'ada:', authorization: 'Bearer ada:' })).toBe(200);
    expect(await statusWith({ 'x-api-key': 'nonsense' })).toBe(401);
  });

  it('is 503 until LiteLLM has the model, which itself answers already', async () => {
    const { url, litellm, serve } = await aRouterWith(fine);
    litellm.up = false;
    await serve(aModel({ modelId: 'young' }));

    const { status, headers, json } = await ask(`${url}/v1/messages`, post({ model: 'young' }));

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(json).toMatchObject({
      type: 'error',
      error: { type: 'api_error', message: expect.stringContaining('young') },
    });
  });

  it.each(['embedding', 'imagegen'] as const)('is 400 for a model that writes no text (%s)', async (modelType) => {
    const { url, behind } = await aRouterWith(fine, { modelType });

    const messages = await ask(`${url}/v1/messages`, post());
    const responses = await ask(`${url}/v1/responses`, post());

    expect(messages).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
    expect(responses).toMatchObject({ status: 400, json: { error: { code: 'unsupported_model', param: 'model' } } });
    expect(behind.requests).toEqual([]);
  });
});

describe('leaning on a stored response', () => {
  const input = [
    { type: 'item_reference', id: 'msg_1' },
    { role: 'user', content: 'and then?' },
  ];

  it.each([
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: { id: 'conv_1' } }],
    ['prompt', { prompt: { id: 'pmpt_1' } }],
    ['background', { background: true }],
    ['input', { input }],
  ])('is 400 with what to do instead, since the model would answer without it (%s)', async (param, fields) => {
    const { url, behind } = await aRouterWith(fine);

    const { status, json } = await ask(`${url}/v1/responses`, post({ model: 'demo', ...fields }));

    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: { param, code: 'unsupported_parameter', message: expect.stringMatching(/:/) },
    });
    expect(behind.requests).toEqual([]);
  });

  it('is not what a request does that only mentions it', async () => {
    const { url } = await aRouterWith(fine);
    const content = 'What do "previous_response_id" and "item_reference" mean?';
    const fields = { previous_response_id: null, background: false, metadata: { prompt: 'x' } };

    const { status } = await ask(`${url}/v1/responses`, post({ model: 'demo', input: [{ content }], ...fields }));

    expect(status).toBe(200);
  });
});

describe('being refused in Anthropic’s protocol', () => {
  const tooLarge = { ...asUser, 'content-length': String(11 * 1024 * 1024) };

  it.each([
    [401, 'authentication_error', post({ model: 'demo' }, {})],
    [404, 'not_found_error', post({ model: 'none' })],
    [400, 'invalid_request_error', post('no json')],
    [405, 'invalid_request_error', { method: 'GET', headers: asUser }],
    [413, 'request_too_large', post('{}', tooLarge)],
  ])('is %i %s with the id of the request', async (status, type, call) => {
    const { url } = await aRouterWith(fine);

    for (const path of anthropicPaths) {
      const answer = await ask(url + path, call);

      expect(answer.status).toBe(status);
      expect(answer.json).toEqual({
        type: 'error',
        error: { type, message: expect.stringMatching(/\w/) },
        request_id: answer.headers['request-id'],
      });
      expect(answer.headers['request-id']).toBe(answer.headers['x-request-id']);
    }
  });

  it('is so for an unknown address below its base, and for no other address', async () => {
    const { url } = await aRouterWith(fine);

    expect((await ask(`${url}/v2/serve/anthropic/v1/other`)).json).toMatchObject({ type: 'error' });
    expect((await ask(`${url}/v1/messagesx`)).json).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it.each([
    [400, 400, 'invalid_request_error'],
    [403, 403, 'permission_error'],
    [404, 404, 'not_found_error'],
    [422, 422, 'invalid_request_error'],
    [429, 429, 'rate_limit_error'],
    [500, 500, 'api_error'],
    [529, 529, 'overloaded_error'],
  ])('is what the model’s %i becomes: %i %s', async (status, passed, type) => {
    const error = { type: 'odd', message: `words of ${status}`, litellm_call_id: 'x' };
    const { url } = await aRouterWith((_, response) =>
      whole(response, status, { type: 'error', error }, { 'llm_provider-retry-after': '7' }),
    );

    const answer = await ask(`${url}/v1/messages`, post());

    const id = answer.headers['request-id'];
    expect(answer).toMatchObject({ status: passed, clean: true });
    expect(answer.json).toEqual({ type: 'error', error: { type, message: error.message }, request_id: id });
    expect(answer.headers['retry-after']).toBe('7');
  });

  it('is 502 where the platform’s own credential is refused, whose words stay here', async () => {
    const { url } = await aRouterWith((_, response) => whole(response, 401, { error: { message: 'key sk-1' } }));

    const { status, text, json, headers } = await ask(`${url}/v1/messages`, post());

    expect(status).toBe(502);
    expect(json).toMatchObject({ type: 'error', error: { type: 'api_error' }, request_id: headers['request-id'] });
    expect(text).not.toContain('sk-1');
  });

  it.each(anthropicPaths)('is 503 while LiteLLM has forgotten a routed model (%s)', async (path) => {
    const { url } = await aRouterWith((_, response) => whole(response, 404, { error: { code: 'model_not_found' } }));

    const { status, headers, json } = await ask(url + path, post());

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(json).toMatchObject({ type: 'error', request_id: headers['request-id'] });
  });

  it('makes sense of what is no error of LiteLLM’s', async () => {
    const { url } = await aRouterWith((_, response) => void response.writeHead(500).end('Internal Server Error'));

    expect((await ask(`${url}/v1/messages`, post())).json).toMatchObject({
      error: { type: 'api_error', message: 'The model answered with status 500.' },
    });
  });
});

describe('a model that LiteLLM gets no answer from', () => {
  it.each([
    ['Cannot connect to host 10.1.2.3:8080 ssl:<x>', 503, 'The model could not be reached'],
    ['Hosted_vllmException - Server disconnected', 502, 'The model ended the connection'],
  ])('is refused as a direct one would be, without its address: %s', async (message, status, words) => {
    const { url } = await aRouterWith((_, response) => whole(response, 500, { error: { message } }));

    for (const path of ['/v1/messages', '/v1/responses']) {
      const answer = await ask(url + path, post());

      expect(answer).toMatchObject({ status, json: { error: { message: expect.stringContaining(words) } } });
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.text).not.toContain('10.1.2.3');
    }
  });
});

describe('counting tokens', () => {
  it.each([
    ['local_estimate', 'estimated'],
    ['token_count_model', 'estimated'],
    ['provider', 'counted'],
    [undefined, 'estimated'],
  ])('answers the number alone, and in a header how it came about (%s: %s)', async (source, how) => {
    const { url } = await aRouterWith((_, response) =>
      whole(response, 200, { input_tokens: 14, litellm_count_source: source }),
    );

    const { status, headers, text } = await ask(`${url}/v1/messages/count_tokens`, post());

    expect([status, text]).toEqual([200, '{"input_tokens":14}']);
    expect(headers).toMatchObject({ 'x-lisa-token-count': how, 'content-type': 'application/json' });
  });
});

const message = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const started = message('message_start', {
  message: { id: 'msg_1', role: 'assistant', content: [], usage: { input_tokens: 3, output_tokens: 0 } },
});
const block = message('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
const delta = (text: string) => message('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });

describe('a stream of messages', () => {
  const ended = [
    message('content_block_stop', { index: 0 }),
    message('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }),
    message('message_stop'),
  ];
  const spoken = [started, block, delta('grüße '), ': ping\n\n', delta('🌍'), ...ended].join('');

  it('passes unchanged, whatever pieces it comes in', async () => {
    const { url } = await aRouterWith(async (_, response) => {
      stream(response);
      for (const byte of Buffer.from(spoken)) response.write(Buffer.from([byte]));
      response.end();
    });

    const { text, clean, headers } = await ask(`${url}/v1/messages`, post());

    expect(text).toBe(spoken);
    expect(clean).toBe(true);
    expect(headers).toMatchObject({ 'x-accel-buffering': 'no', 'request-id': headers['x-request-id'] });
  });

  it('works with the official client', async () => {
    const { url } = await aRouterWith((_, response) => void stream(response).end(spoken));
    const client = new Anthropic({ baseURL: url, apiKey: 'ada:', maxRetries: 0 });

    const answer = await client.messages
      .stream({ model: 'demo', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] })
      .finalMessage();

    expect(answer).toMatchObject({ content: [{ type: 'text', text: 'grüße 🌍' }], usage: { output_tokens: 2 } });
  });

  it('that dies ends with an error event the official client throws, never with half an event', async () => {
    const { url } = await aRouterWith(async (_, response) => {
      stream(response).write(started + block + delta('one'));
      response.write('event: content_block_delta\ndata: {"type":"content_blo');
      await pause(20);
      response.destroy();
    });
    const client = new Anthropic({ baseURL: url, apiKey: 'ada:', maxRetries: 0 });
    const words: string[] = [];
    const question = { model: 'demo', max_tokens: 9, messages: [{ role: 'user' as const, content: 'hi' }] };

    const reading = client.messages
      .stream(question)
      .on('text', (text) => words.push(text))
      .finalMessage();

    await expect(reading).rejects.toThrow('The model ended the connection before its answer was complete.');
    expect(words).toEqual(['one']);
    const { text, clean, headers } = await ask(`${url}/v1/messages`, post());
    expect(text.endsWith(`"request_id":${JSON.stringify(headers['request-id'])}}\n\n`)).toBe(true);
    expect(text).not.toContain('content_blo"');
    expect(clean).toBe(false);
  });

  it('closes its upstream at once when the client leaves', async () => {
    const { url, behind } = await aRouterWith(async (_, response) => {
      stream(response).write(started);
      for (let sent = 0; sent < 300 && !response.destroyed; sent += 1) {
        response.write(delta('x'));
        await pause(10);
      }
      response.end();
    });
    const { request, response } = send(`${url}/v1/messages`, post());
    (await response).on('error', () => undefined).resume();
    await pause(50);

    const leftAt = performance.now();
    request.destroy();

    await eventually(() => behind.aborts.length === 1);
    expect((behind.aborts[0] as number) - leftAt).toBeLessThan(500);
  });
});

describe('a stream of responses that dies', () => {
  it('ends with an error event under the next number, and no clean end', async () => {
    const { url } = await aRouterWith(async (_, response) => {
      stream(response).write('data: {"type":"response.created","sequence_number":0}\n\ndata: {"type":"resp');
      await pause(20);
      response.destroy();
    });

    const { text, clean } = await ask(`${url}/v1/responses`, post());

    const [created, error = ''] = text.split('event: error\ndata: ');
    expect(created).toBe('event: response.created\ndata: {"type":"response.created","sequence_number":0}\n\n\n');
    expect(JSON.parse(error)).toEqual({
      type: 'error',
      code: 'upstream_failed',
      message: 'The model ended the connection before its answer was complete.',
      param: null,
      sequence_number: 1,
    });
    expect(clean).toBe(false);
  });
});
