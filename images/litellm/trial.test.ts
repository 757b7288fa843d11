import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemoModel } from '../../local/demo-model/demo-model.ts';
import type { DemoModel } from '../../local/demo-model/demo-model.ts';
import { controlKey, masterKey, startLitellm } from './running-litellm.ts';
import type { RunningLitellm } from './running-litellm.ts';

const rightKey = 'upstream-key-of-this-test';
const wrongKey = 'wrong-key-of-this-test';
let upstream: DemoModel;
let litellm: RunningLitellm;

beforeAll(async () => {
  upstream = await startDemoModel({ apiKey: rightKey });
  litellm = await startLitellm();
});

afterAll(async () => {
  await litellm?.close();
  await upstream?.close();
});

const call = (path: string, key: string, body?: unknown) =>
  fetch(`${litellm.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

const aTrial = (params: object = {}, more: object = {}) => ({
  litellm_params: { model: 'openai/poet', api_base: `${upstream.url}/v1`, api_key: rightKey, ...params },
  kind: 'chat',
  stream: true,
  ...more,
});

const tried = async (trial: unknown) =>
  (await (await call('/internal/connection-tests', controlKey, trial)).json()) as { ok: boolean; message?: string };

describe('trying a model through LiteLLM', () => {
  it.each([true, false])('tells what it said (stream: %s)', async (stream) => {
    const before = upstream.requests().length;

    const result = await tried(aTrial({}, { stream }));

    expect(result).toMatchObject({ ok: true, ms: expect.any(Number), answer: expect.stringMatching(/\w/) });
    expect(upstream.requests().length).toBe(before + 1);
  });

  it('tells how long the vector of an embedding model is', async () => {
    expect(await tried(aTrial({}, { kind: 'embedding' }))).toMatchObject({
      ok: true,
      answer: expect.stringMatching(/^A vector of \d+ numbers$/),
    });
  });

  it('puts it on no list', async () => {
    await tried(aTrial());

    expect(await (await call('/internal/models', controlKey)).json()).toMatchObject({ generation: 0, names: [] });
    const chat = { model: 'openai/poet', messages: [{ role: 'user', content: 'hi' }] };
    expect((await call('/v1/chat/completions', masterKey, chat)).status).toBe(404);
  });

  it.each([
    ['a wrong key', { api_key: wrongKey }, 401],
    ['an address where nothing listens', { api_base: 'http://127.0.0.1:9/v1' }, null],
    ['a provider LiteLLM does not know', { model: 'nobody/poet' }, 400],
  ])('tells how the provider said no to %s, without repeating itself or the key', async (_, params, status) => {
    const result = await tried(aTrial(params));

    expect(result).toMatchObject({ ok: false, status, message: expect.stringMatching(/\w/) });
    expect(result.message).not.toContain(wrongKey);
    expect(result.message).not.toContain(rightKey);
  });

  it('prints no key', async () => {
    await tried(aTrial({ api_key: wrongKey }));

    expect(litellm.output()).not.toContain(wrongKey);
    expect(litellm.output()).not.toContain(rightKey);
  });
});

describe('trying wrongly', () => {
  it.each([
    ['is no trial', {}],
    ['asks for an unknown kind', { litellm_params: { model: 'openai/poet' }, kind: 'image' }],
    ['reads the environment', { litellm_params: { model: 'openai/poet', api_key: 'os.environ/SECRET' }, kind: 'chat' }],
  ])('is refused if it %s', async (_, trial) => {
    expect((await call('/internal/connection-tests', controlKey, trial)).status).toBe(400);
  });

  it('needs the control key, and POST', async () => {
    expect((await call('/internal/connection-tests', masterKey, aTrial())).status).toBe(401);
    expect((await call('/internal/connection-tests', controlKey)).status).toBe(405);
  });
});
