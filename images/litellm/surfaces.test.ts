import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import OpenAI from 'openai';
import { startDemoModel } from '../../local/demo-model/demo-model.ts';
import type { DemoModel } from '../../local/demo-model/demo-model.ts';
import { litellmControl } from '../../services/serve-router/router/adapters/litellm-control.ts';
import { aModel, aTask } from '../../services/serve-router/router/test/fakes.ts';
import type { FakeTask } from '../../services/serve-router/router/test/fakes.ts';
import { controlKey, masterKey, startLitellm } from './running-litellm.ts';
import type { RunningLitellm } from './running-litellm.ts';

// The folder of weights that such a model has; LiteLLM must not take it for a provider.
const servedName = 'openai/gpt-oss-20b';
let demo: DemoModel;
let litellm: RunningLitellm;
let router: FakeTask;
let anthropic: Anthropic;
let openai: OpenAI;

beforeAll(async () => {
  demo = await startDemoModel({ servedName });
  litellm = await startLitellm();
  router = await aTask({
    litellm: litellmControl(litellm.url, controlKey),
    litellmSettings: { origin: litellm.url, masterKey },
  });
  const target = { model: servedName, baseUrl: `${demo.url}/v1` };
  const nowhere = { via: 'direct', model: 'x', baseUrl: 'http://127.0.0.1:9/v1' } as const;
  await router.serve(
    aModel({ modelId: 'own', hostingType: 'lisa_hosted', target: { via: 'direct', ...target } }),
    aModel({
      modelId: 'behind',
      hostingType: 'lisa_hosted',
      target: { ...target, via: 'litellm', model: `openai/${servedName}` },
    }),
    aModel({ modelId: 'dead', target: nowhere }),
  );
  anthropic = new Anthropic({ baseURL: router.url, apiKey: 'ada:', maxRetries: 0 });
  openai = new OpenAI({ baseURL: `${router.url}/v1`, apiKey: 'ada:', maxRetries: 0 });
});

afterAll(async () => {
  await router?.task.stop(0, 0);
  await litellm?.close();
  await demo?.close();
});

const asking = (content: string, model = 'own') => ({
  model,
  max_tokens: 50,
  messages: [{ role: 'user' as const, content }],
});
const city = { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] };
const weather = 'Use the tool get weather in Paris';

describe('Anthropic’s client', () => {
  const tools = [{ name: 'get_weather', description: 'Weather', input_schema: city }];

  it.each(['own', 'behind'])('gets an answer of %s, whole and word by word', async (model) => {
    const whole = await anthropic.messages.create(asking('[tokens 3]', model));
    const words: string[] = [];
    const streamed = await anthropic.messages
      .stream(asking('[tokens 3]', model))
      .on('text', (text) => words.push(text))
      .finalMessage();

    expect(whole).toMatchObject({
      type: 'message',
      role: 'assistant',
      model,
      content: [{ type: 'text', text: 't1 t2 t3' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: expect.any(Number), output_tokens: 3 },
    });
    expect(words).toEqual(['t1', ' t2', ' t3']);
    expect(streamed).toMatchObject({ content: whole.content, stop_reason: 'end_turn', usage: whole.usage });
    expect(demo.requests().at(-1)?.path).toBe('/v1/chat/completions');
  });

  it('calls a tool, streamed or not, and tells the model what it gave', async () => {
    const question = { ...asking(weather), tools };
    const called = { type: 'tool_use', name: 'get_weather', input: { city: 'Paris' } };

    const whole = await anthropic.messages.create(question);
    const streamed = await anthropic.messages.stream(question).finalMessage();
    const [call] = whole.content;
    const result = {
      type: 'tool_result' as const,
      tool_use_id: call?.type === 'tool_use' ? call.id : '',
      content: 'sunny',
    };
    const told = await anthropic.messages.create({
      ...question,
      messages: [
        ...question.messages,
        { role: 'assistant', content: whole.content },
        { role: 'user', content: [result] },
      ],
    });

    for (const answer of [whole, streamed])
      expect(answer).toMatchObject({ stop_reason: 'tool_use', content: [called] });
    expect(told.content).toMatchObject([{ type: 'text', text: expect.stringContaining('sunny') }]);
  });

  it('gets the thoughts of a model in blocks of their own', async () => {
    const { content } = await anthropic.messages.stream(asking('Think first. [tokens 2]')).finalMessage();

    expect(content).toMatchObject([
      { type: 'thinking', thinking: expect.stringContaining('think') },
      { type: 'text', text: 't1 t2' },
    ]);
  });

  it('counts tokens, and is told that it is an estimate', async () => {
    const { model, messages } = asking('How long is this?');
    const { data, response } = await anthropic.messages.countTokens({ model, messages }).withResponse();

    expect(data).toEqual({ input_tokens: expect.any(Number) });
    expect(data.input_tokens).toBeGreaterThan(3);
    expect(response.headers.get('x-lisa-token-count')).toBe('estimated');
  });

  it.each([
    [400, 400, 'invalid_request_error', undefined],
    [401, 502, 'api_error', undefined],
    [403, 403, 'permission_error', undefined],
    [404, 404, 'not_found_error', undefined],
    [429, 429, 'rate_limit_error', '7'],
    [500, 500, 'api_error', undefined],
    [503, 503, 'api_error', '3'],
  ])('understands a model that answers %i: %i %s', async (status, passed, type, retryAfter) => {
    for (const stream of [false, true]) {
      const failing = anthropic.messages.create({ ...asking(`[fail ${status}]`), stream });

      const error = await failing.then(
        () => undefined,
        (reason: unknown) => reason as InstanceType<typeof Anthropic.APIError>,
      );

      expect(error).toMatchObject({ status: passed, type, error: { type: 'error', error: { type } } });
      expect(error?.requestID).toMatch(/^req_/);
      expect(error?.headers?.get('retry-after') ?? undefined).toBe(retryAfter);
    }
  });

  it('is told what is wrong with its request, and that a model is not there', async () => {
    await expect(anthropic.messages.create({ model: 'own', messages: [] } as never)).rejects.toThrow(/max_tokens/);
    await expect(anthropic.messages.create(asking('hi', 'none'))).rejects.toMatchObject({ status: 404 });
    await expect(anthropic.messages.create(asking('hi', 'dead'))).rejects.toMatchObject({ status: 503 });
  });

  it.each(['die', 'error'])('is told in a stream that breaks off (%s)', async (way) => {
    const words: string[] = [];
    const reading = anthropic.messages
      .stream(asking(`[tokens 5] [${way} after 2]`))
      .on('text', (text) => words.push(text))
      .finalMessage();

    await expect(reading).rejects.toMatchObject({ error: { type: 'error', error: { type: 'api_error' } } });
    expect(words[0]).toBe('t1');
  });

  it('stops the model when it leaves', async () => {
    const before = demo.aborts().length;
    const stream = anthropic.messages.stream(asking('[tokens 500]'));
    await new Promise((resolve) => void stream.once('text', resolve));

    stream.abort();
    await stream.done().catch(() => undefined);
    await pause(1_000);

    expect(demo.aborts()).toHaveLength(before + 1);
  });
});

describe('OpenAI’s client, asking for responses', () => {
  const tools = [
    { type: 'function' as const, name: 'get_weather', description: 'Weather', parameters: city, strict: false },
  ];

  it.each(['own', 'behind'])('gets an answer of %s, whole and word by word', async (model) => {
    const whole = await openai.responses.create({ model, input: '[tokens 3]' });
    const words: string[] = [];
    const streamed = await openai.responses
      .stream({ model, input: '[tokens 3]' })
      .on('response.output_text.delta', ({ delta }) => words.push(delta))
      .finalResponse();

    for (const answer of [whole, streamed])
      expect(answer).toMatchObject({ object: 'response', status: 'completed', output_text: 't1 t2 t3' });
    expect(whole.usage).toMatchObject({ output_tokens: 3, total_tokens: expect.any(Number) });
    expect(words).toEqual(['t1', ' t2', ' t3']);
  });

  it('gets events in order, each under the name of its type, and no [DONE]', async () => {
    const answer = await fetch(`${router.url}/v1/responses`, {
      method: 'POST',
      headers: { authorization: 'Bearer ada:' },
      body: JSON.stringify({ model: 'own', input: 'Think first. [tokens 3] grüße', stream: true }),
    });

    const events = (await answer.text()).trimEnd().split('\n\n');
    const read = events.map((event) => /^event: (?<name>\S+)\ndata: (?<data>.*)$/.exec(event)?.groups);
    const data = read.map((event) => JSON.parse(event?.['data'] ?? '{}') as { type: string; sequence_number: number });
    expect(data.map(({ type }) => type)).toEqual(read.map((event) => event?.['name']));
    expect(data.map(({ sequence_number }) => sequence_number)).toEqual(data.map((_, index) => index));
    expect(data[0]?.type).toBe('response.created');
    expect(data.at(-1)?.type).toBe('response.completed');
  });

  it('calls a tool, streamed or not, and tells the model what it gave', async () => {
    const question = { model: 'own', input: weather, tools };
    const called = { type: 'function_call', name: 'get_weather', arguments: '{"city":"Paris"}' };

    const whole = await openai.responses.create(question);
    const streamed = await openai.responses.stream(question).finalResponse();
    const told = await openai.responses.create({
      ...question,
      input: [
        { role: 'user', content: weather },
        ...whole.output,
        { type: 'function_call_output', call_id: 'call_1', output: 'sunny' },
      ] as OpenAI.Responses.ResponseInput,
    });

    for (const { output } of [whole, streamed]) expect(output).toMatchObject([called]);
    expect(told.output_text).toContain('sunny');
  });

  it('is told when the answer was cut short', async () => {
    const answer = await openai.responses.create({ model: 'own', input: '[tokens 9]', max_output_tokens: 3 });

    expect(answer).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  });

  it.each([
    [400, 400, 'invalid_request_error', undefined],
    [401, 502, 'server_error', undefined],
    [403, 403, 'permission_error', undefined],
    [429, 429, 'rate_limit_error', '7'],
    [500, 500, 'server_error', undefined],
  ])('understands a model that answers %i: %i %s', async (status, passed, type, retryAfter) => {
    for (const stream of [false, true]) {
      const failing = openai.responses.create({ model: 'own', input: `[fail ${status}]`, stream });

      const error = await failing.then(
        () => undefined,
        (reason: unknown) => reason as InstanceType<typeof OpenAI.APIError>,
      );

      expect(error).toMatchObject({ status: passed, type });
      expect(error?.requestID).toMatch(/^req_/);
      expect(error?.headers?.get('retry-after') ?? undefined).toBe(retryAfter);
    }
  });

  it.each(['die', 'error'])('is told in a stream that breaks off (%s)', async (way) => {
    const stream = await openai.responses.create({ model: 'own', input: `[tokens 5] [${way} after 2]`, stream: true });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);

    expect(types).toContain('response.output_text.delta');
    expect(types.at(-1)).toBe('response.failed');
  });

  it('stops the model when it leaves', async () => {
    const before = demo.aborts().length;
    const stream = await openai.responses.create({ model: 'own', input: '[tokens 500]', stream: true });
    for await (const { type } of stream) if (type === 'response.output_text.delta') break;
    await pause(1_000);

    expect(demo.aborts()).toHaveLength(before + 1);
  });
});
