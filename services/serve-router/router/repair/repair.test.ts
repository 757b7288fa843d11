import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import type { ReceivedRequest, ScriptedUpstream } from '@lisa/gateway/scripted-upstream';
import { aModel, aTask } from '../test/fakes.ts';
import type { FakeTask } from '../test/fakes.ts';
import { ask, asUser } from '../test/read-answer.ts';
import { UsageChunk } from './usage-chunk.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A router in front of something that answers as LiteLLM was measured to. */
async function aRouterBefore(
  script: (request: ReceivedRequest, response: ServerResponse) => void,
): Promise<FakeTask & { litellmServer: ScriptedUpstream; chatUrl: string }> {
  const litellmServer = await scriptedUpstream(script);
  const task = await aTask({ litellmSettings: { origin: litellmServer.origin, masterKey: 'master-key' } });
  cleanUps.push(
    () => litellmServer.close(),
    () => task.task.stop(0, 0),
  );
  await task.serve(aModel({ target: { via: 'litellm', model: 'openai/gpt-4o' } }));
  return { ...task, litellmServer, chatUrl: `${task.url}/v1/chat/completions` };
}

const call = { method: 'POST', headers: asUser, body: { model: 'demo', messages: [] } };
const json = (response: ServerResponse, status: number, error: object, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }));

describe('a call through LiteLLM', () => {
  it('names our model, carries the key of LiteLLM, and leaves no way to steer it by query or header', async () => {
    const { chatUrl, litellmServer } = await aRouterBefore((_, response) => void response.end('{}'));

    await ask(`${chatUrl}?model=other`, {
      ...call,
      headers: { ...asUser, 'x-litellm-model-id': 'x', 'accept-encoding': 'gzip' },
    });

    expect(litellmServer.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: '{"model":"demo","messages":[]}',
    });
    expect(litellmServer.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer master-key',
      'accept-encoding': 'identity',
    });
    expect(litellmServer.requests[0]?.headers).not.toHaveProperty('x-litellm-model-id');
  });

  it('gets Retry-After from where LiteLLM hides it, and the error type of OpenAI', async () => {
    const error = { message: 'litellm.RateLimitError: slow down', type: 'throttling_error', param: null, code: '429' };
    const { chatUrl } = await aRouterBefore((_, response) =>
      json(response, 429, error, {
        'llm_provider-retry-after': '7',
        'x-litellm-model-api-base': 'http://10.0.0.9',
        'x-ratelimit-remaining-requests': '0',
      }),
    );

    const answer = await ask(chatUrl, call);

    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ 'retry-after': '7', 'x-ratelimit-remaining-requests': '0' });
    expect(answer.headers).not.toHaveProperty('x-litellm-model-api-base');
    expect(answer.json).toEqual({ error: { ...error, type: 'rate_limit_error' } });
  });

  it('keeps a Retry-After that is there', async () => {
    const { chatUrl } = await aRouterBefore((_, response) =>
      json(response, 503, { type: 'internal_server_error' }, { 'retry-after': '3', 'llm_provider-retry-after': '7' }),
    );

    const { headers, json: body } = await ask(chatUrl, call);

    expect(headers['retry-after']).toBe('3');
    expect(body).toEqual({ error: { type: 'server_error' } });
  });

  it.each([
    [400, { message: 'litellm.BadRequestError: no', type: 'invalid_request_error', param: null, code: '400' }],
    [404, { message: 'litellm.NotFoundError: no', type: 'invalid_request_error', param: null, code: '404' }],
    [403, { message: 'no', type: 'permission_error', param: null, code: '403' }],
  ])('passes other errors on in its wording (%i)', async (status, error) => {
    const { chatUrl } = await aRouterBefore((_, response) => json(response, status, error));

    expect(await ask(chatUrl, call)).toMatchObject({ status, text: JSON.stringify({ error }) });
  });

  it('turns an upstream 401 into 502', async () => {
    const { chatUrl } = await aRouterBefore((_, response) =>
      json(response, 401, { type: 'authentication_error', message: 'key sk-1' }),
    );

    const { status, text } = await ask(chatUrl, call);

    expect(status).toBe(502);
    expect(text).not.toContain('sk-1');
  });

  it('is 503 when LiteLLM was restarted and does not know a model that is routed', async () => {
    const { chatUrl } = await aRouterBefore((_, response) =>
      json(response, 404, { code: 'model_not_found', type: 'invalid_request_error' }),
    );

    const { status, headers } = await ask(chatUrl, call);

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
  });

  it('is a plain 404 when the model was removed on the way', async () => {
    const running = await aRouterBefore((_, response) => {
      void running.serve().then(() => json(response, 404, { code: 'model_not_found', type: 'invalid_request_error' }));
    });

    const { status, json: body } = await ask(running.chatUrl, call);

    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'model_not_found', message: expect.stringContaining("'demo'") } });
  });
});

const line = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

function through(text: string, size: number): string {
  const repair = new UsageChunk();
  const bytes = Buffer.from(text);
  const out: (Buffer | undefined)[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(repair.push(bytes.subarray(at, at + size)));
  out.push(repair.end());
  return Buffer.concat(out.filter((part) => part !== undefined)).toString('utf8');
}

describe('the usage chunk of a stream', () => {
  it.each([
    ['chat', { index: 0, delta: {} }],
    ['chat with nulls', { index: 0, delta: { content: null }, finish_reason: null, logprobs: null }],
    ['text completions', { index: 0 }],
  ])('loses the empty choice that LiteLLM adds (%s), wherever the bytes are split', (_, choice) => {
    const before = line({ id: 'ü', choices: [{ index: 0, delta: { content: 'hi "usage"' } }] });
    const end = 'data: [DONE]\n\n';

    for (const size of [1, 7, 4_096]) {
      expect(through(before + line({ id: 'ü', choices: [choice], usage }) + end, size)).toBe(
        before + line({ id: 'ü', choices: [], usage }) + end,
      );
    }
  });

  it.each([
    ['content beside usage', line({ choices: [{ index: 0, delta: { content: 'x' } }], usage })],
    ['an end beside usage', line({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage })],
    ['usage null', line({ choices: [{ index: 0, delta: {} }], usage: null })],
    ['an empty delta without usage', line({ choices: [{ index: 0, delta: {} }] })],
    ['what is no JSON', 'data: {"usage": oops\n\n'],
    ['a comment', ': "usage"\r\n\r\n'],
    ['an unfinished line', 'data: {"usage"'],
  ])('leaves %s byte for byte', (_, text) => {
    expect(through(text, 5)).toBe(text);
  });
});
