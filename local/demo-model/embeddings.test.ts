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

describe('embedding texts', () => {
  it('gives the same vector as floats and as base64, of the length asked for', async () => {
    const asked = { model: 'm', input: ['a cat', 'a dog'], dimensions: 16 };
    const floats = await client.embeddings.create({ ...asked, encoding_format: 'float' });
    const packed = await fetch(`${model.url}/v1/embeddings`, {
      method: 'POST',
      body: JSON.stringify({ ...asked, encoding_format: 'base64' }),
    });
    const body = (await packed.json()) as { data: { embedding: string }[] };
    const bytes = Buffer.from(body.data[1]?.embedding ?? '', 'base64');

    expect(Array.from({ length: 16 }, (_, at) => bytes.readFloatLE(at * 4))).toEqual(floats.data[1]?.embedding);
    expect(floats.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 });
  });

  it('puts texts that share words closer together', async () => {
    const input = ['the cat sleeps on the mat', 'a cat on the mat', 'quarterly revenue report'];
    const { data } = await client.embeddings.create({ model: 'm', input, encoding_format: 'float' });
    const [first, second, third] = data.map(({ embedding }) => embedding);
    const dot = (one: number[] = [], other: number[] = []) =>
      one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

    expect(dot(first, first)).toBeCloseTo(1, 5);
    expect(dot(first, second)).toBeGreaterThan(dot(first, third) + 0.3);
  });
});
