import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { startDemoModel } from './demo-model.ts';
import type { DemoModel } from './demo-model.ts';

let model: DemoModel;
let client: OpenAI;

beforeAll(async () => {
  model = await startDemoModel();
  client = new OpenAI({ baseURL: `${model.url}/v1`, apiKey: 'anything', maxRetries: 0 });
});

afterAll(() => model.close());

const ask = (content: string, more: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
  client.chat.completions.create({ model: 'lisa-demo', messages: [{ role: 'user', content }], ...more });

const stream = async (content: string, more: Partial<OpenAI.ChatCompletionCreateParamsStreaming> = {}) => {
  const messages = [{ role: 'user' as const, content }];
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of await client.chat.completions.create({ model: 'm', messages, ...more, stream: true })) {
    chunks.push(chunk);
  }
  return chunks;
};

const post = (path: string, body: string) =>
  fetch(`${model.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: ['city', 'days'],
    },
  },
};

describe('asking for a whole answer', () => {
  it('says that it is a scripted demo model', async () => {
    const answer = await ask('Who are you? [pace 0ms]');

    expect(answer.choices[0]?.message.content).toContain('LISA’s scripted demo model');
    expect(answer.choices[0]?.finish_reason).toBe('stop');
  });

  it('gives the same answer to the same words', async () => {
    const [first, second] = await Promise.all([ask('tell me [pace 0ms]'), ask('tell me [pace 0ms]')]);

    expect(first.choices).toEqual(second.choices);
    expect(first.id).toBe(second.id);
  });

  it('counts the tokens of prompt and answer', async () => {
    const answer = await ask('one two three [tokens 12] [pace 0ms]');

    expect(answer.choices[0]?.message.content).toBe('t1 t2 t3 t4 t5 t6 t7 t8 t9 t10 t11 t12');
    expect(answer.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 12, total_tokens: 23 });
  });

  it('ends at max_tokens with the reason length', async () => {
    const answer = await ask('[tokens 12] [pace 0ms]', { max_tokens: 3 });

    expect(answer.choices[0]).toMatchObject({ message: { content: 't1 t2 t3' }, finish_reason: 'length' });
  });

  it('ends before a stop string', async () => {
    const answer = await ask('[tokens 12] [pace 0ms]', { stop: ['t9', ' t3'] });

    expect(answer.choices[0]).toMatchObject({ message: { content: 't1 t2' }, finish_reason: 'stop' });
  });

  it('thinks aloud when asked to', async () => {
    const answer = await ask('think, then show me a table [pace 0ms]');

    expect(answer.choices[0]?.message).toMatchObject({ reasoning_content: expect.stringContaining('think first') });
    expect(answer.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(10);
  });

  it('leaves usage out when the prompt says so', async () => {
    expect((await ask('[no usage] [pace 0ms]')).usage).toBeUndefined();
  });
});

describe('streaming an answer', () => {
  it('sends one token after another, at the pace asked for', async () => {
    const startedAt = performance.now();
    const arrivals: number[] = [];
    const answer = await client.chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: '[tokens 20] [pace 15ms]' }],
      stream: true,
    });

    for await (const _ of answer) arrivals.push(performance.now() - startedAt);

    expect(arrivals.at(1)).toBeLessThan(150);
    expect(arrivals.at(-1)).toBeGreaterThan(20 * 15 - 5);
  });

  it('adds one usage chunk without choices when asked', async () => {
    const chunks = await stream('[tokens 5] [pace 0ms]', { stream_options: { include_usage: true } });

    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 5 } });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('t1 t2 t3 t4 t5');
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  });

  it('sends no usage chunk unasked', async () => {
    expect((await stream('[tokens 5] [pace 0ms]')).every((chunk) => chunk.usage === undefined)).toBe(true);
  });
});

describe('streaming an answer that does not end well', () => {
  it('breaks the connection after so many tokens when the prompt says so', async () => {
    const answer = await post(
      '/v1/chat/completions',
      '{"model":"m","stream":true,"messages":[{"role":"user","content":"[die after 3] [tokens 9] [pace 5ms]"}]}',
    );

    await expect(answer.text()).rejects.toThrow('terminated');
    expect(model.aborts()).toEqual([]);
  });

  it('ends with an error event after so many tokens when the prompt says so', async () => {
    await expect(stream('[error after 2] [tokens 9] [pace 0ms]')).rejects.toThrow('failed mid-stream');
  });

  it('stops when the client goes away, and remembers when', async () => {
    const leaving = new AbortController();
    const before = Date.now();
    const answer = await client.chat.completions.create(
      { model: 'left', messages: [{ role: 'user', content: '[tokens 500] [pace 10ms]' }], stream: true },
      { signal: leaving.signal },
    );
    setTimeout(() => leaving.abort(), 100);

    for await (const _ of answer);
    while (model.aborts().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    const [abort] = model.aborts();
    expect(abort).toMatchObject({ path: '/v1/chat/completions', model: 'left' });
    expect(abort?.at).toBeGreaterThanOrEqual(before + 95);
    expect(abort?.tokensSent).toBeLessThan(50);
    expect(await (await fetch(`${model.url}/_demo/aborts`)).json()).toEqual({ count: 1, aborts: [abort] });
  });
});

describe('offering tools', () => {
  it('calls the tool that the user names, with arguments from the prompt', async () => {
    const answer = await ask('Get weather for Oslo, 3 days [pace 0ms]', { tools: [weather] });

    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo","days":3}' } }],
      },
    });
  });

  it('streams the arguments in fragments under one index', async () => {
    const chunks = await stream('use a tool [pace 0ms]', { tools: [weather] });
    const parts = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);

    expect(parts.length).toBeGreaterThan(2);
    expect(new Set(parts.map(({ index }) => index))).toEqual(new Set([0]));
    expect(parts[0]).toMatchObject({ id: expect.stringMatching(/^call_/), function: { name: 'get_weather' } });
    expect(JSON.parse(parts.map((part) => part.function?.arguments ?? '').join(''))).toEqual({ city: 'demo', days: 1 });
  });

  it('calls none that nobody asked for', async () => {
    const answer = await ask('hello [pace 0ms]', { tools: [weather] });

    expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
  });

  it('tells what the tool answered', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'get_weather', arguments: '{}' } };
    const answer = await ask('', {
      tools: [weather],
      messages: [
        { role: 'user', content: 'get weather [pace 0ms]' },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: '21 degrees' },
      ],
    });

    expect(answer.choices[0]?.message.content).toContain('21 degrees');
  });
});

describe('failing as the prompt asks', () => {
  it.each([
    [401, 'invalid_api_key', null],
    [404, 'model_not_found', null],
    [429, 'rate_limit_exceeded', '7'],
    [500, null, null],
  ])('answers %i in the envelope', async (status, code, retryAfter) => {
    const answer = await post(
      '/v1/chat/completions',
      `{"model":"m","messages":[{"role":"user","content":"[fail ${status}]"}]}`,
    );

    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(await answer.json()).toEqual({ error: expect.objectContaining({ code, param: null }) });
  });
});

describe('asking wrongly', () => {
  it.each([
    ['/v1/nothing', '{}', 404, null],
    ['/v1/chat/completions', '{"model":', 400, null],
    ['/v1/chat/completions', '[]', 400, null],
    ['/v1/chat/completions', '{"model":"m"}', 400, 'messages'],
    ['/v1/chat/completions', '{"messages":[{"role":"user","content":"x"}]}', 400, 'model'],
    ['/v1/chat/completions', '{"model":"m","messages":[{"role":"user"}],"max_tokens":0}', 400, 'max_tokens'],
    ['/v1/completions', '{"model":"m"}', 400, 'prompt'],
    ['/v1/embeddings', '{"model":"m","input":[]}', 400, 'input'],
    ['/v1/embeddings', '{"model":"m","input":"x","dimensions":0}', 400, 'dimensions'],
  ])('refuses %s %s with %i', async (path, body, status, param) => {
    const answer = await post(path, body);

    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
  });
});

describe('completing a text', () => {
  it('answers whole and streamed alike', async () => {
    const prompt = '[tokens 4] [pace 0ms]';
    const whole = await client.completions.create({ model: 'm', prompt });
    let streamed = '';
    for await (const part of await client.completions.create({ model: 'm', prompt, stream: true })) {
      streamed += part.choices[0]?.text ?? '';
    }

    expect(whole.choices[0]?.text).toBe('t1 t2 t3 t4');
    expect(streamed).toBe('t1 t2 t3 t4');
    expect(whole.usage?.completion_tokens).toBe(4);
  });
});

describe('asking what it is and what it saw', () => {
  it('lists its models', async () => {
    const { data } = await client.models.list();

    expect(data.map(({ id }) => id)).toEqual(['lisa-demo', 'lisa-demo-embedding']);
  });

  it('shows names of headers and a hash of the credential, never the credential', async () => {
    await ask('hello [pace 0ms]');

    const shown = await (await fetch(`${model.url}/_demo/requests`)).text();

    expect(model.requests().at(-1)).toMatchObject({
      headerNames: expect.arrayContaining(['authorization', 'content-type']),
      authorizationSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      bodyFields: ['messages', 'model'],
    });
    expect(shown).not.toContain('anything');
  });
});

describe('starting with a key', () => {
  it('refuses requests without it and answers those with it', async () => {
    const locked = await startDemoModel({ apiKey: 'right' });
    const list = (authorization: string) => fetch(`${locked.url}/v1/models`, { headers: { authorization } });

    const answers = await Promise.all([list('Bearer wrong'), list('Bearer right'), fetch(`${locked.url}/v1/models`)]);

    expect(answers.map(({ status }) => status)).toEqual([401, 200, 401]);
    expect(await answers[0]?.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    await locked.close();
  });

  it('says so when the port is taken', async () => {
    const port = Number(new URL(model.url).port);

    await expect(startDemoModel({ port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('a server of one model', () => {
  let server: DemoModel;
  beforeAll(async () => {
    server = await startDemoModel({ servedName: 'folder/model', healthy: false });
  });
  afterAll(() => server.close());

  it('lists and answers to that name only', async () => {
    const one = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'anything', maxRetries: 0 });
    const asking = (name: string) =>
      one.chat.completions.create({ model: name, messages: [{ role: 'user', content: '[tokens 1]' }] });

    expect((await one.models.list()).data.map(({ id }) => id)).toEqual(['folder/model']);
    expect((await asking('folder/model')).choices[0]?.message.content).toBe('t1');
    await expect(asking('other')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('says at /health that it is not ready, if it shall never be', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(503);
  });
});
