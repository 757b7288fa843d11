import { createHash } from 'node:crypto';
import { fieldsOf, readModel } from './completion-request.ts';
import { directivesOf } from './directives.ts';
import { sendJson } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { badField, scriptedFailure } from './refusal.ts';
import { tokensOf } from './tokens.ts';

const DEFAULT_DIMENSIONS = 384;
const MAX_DIMENSIONS = 4096;

/** Answers `POST /v1/embeddings`: the same text has the same vector, texts with words in common have close ones. */
export function answerEmbeddings(exchange: Exchange): void {
  const body = fieldsOf(exchange.body);
  const model = readModel(body);
  const inputs = readInputs(body['input']);
  const dimensions = readDimensions(body['dimensions']);
  const encode = readEncoding(body['encoding_format']);
  const { directives } = directivesOf(inputs.map((tokens) => tokens.join('')).join(' '));
  if (directives.failWith !== undefined) throw scriptedFailure(directives.failWith);
  const count = inputs.reduce((sum, tokens) => sum + tokens.length, 0);
  sendJson(exchange.response, 200, {
    object: 'list',
    model,
    data: inputs.map((tokens, index) => ({
      object: 'embedding',
      index,
      embedding: encode(vectorOf(tokens, dimensions)),
    })),
    usage: { prompt_tokens: count, total_tokens: count },
  });
}

/** Every input as its tokens: words of a text, or the numbers of a text that came as token ids. */
function readInputs(value: unknown): string[][] {
  if (typeof value === 'string' && value !== '') return [tokensOf(value)];
  if (!Array.isArray(value) || value.length === 0) throw badInput();
  const items: unknown[] = value;
  if (items.every((item) => typeof item === 'number')) return [items.map(String)];
  return items.flatMap((item) => readInputs(item));
}

function badInput(): Error {
  return badField('input', 'input must be a text, an array of texts, or arrays of token ids; none of them empty.');
}

function readDimensions(value: unknown): number {
  const dimensions = value ?? DEFAULT_DIMENSIONS;
  if (!Number.isInteger(dimensions) || Number(dimensions) < 1 || Number(dimensions) > MAX_DIMENSIONS) {
    throw badField('dimensions', `dimensions must be a whole number from 1 to ${MAX_DIMENSIONS}.`);
  }
  return Number(dimensions);
}

function readEncoding(value: unknown): (vector: Float32Array) => string | number[] {
  const format = value ?? 'float';
  if (format === 'float') return (vector) => [...vector];
  if (format === 'base64') return (vector) => Buffer.from(vector.buffer).toString('base64');
  throw badField('encoding_format', 'encoding_format must be float or base64.');
}

/** The sum of one vector per token, at length 1. */
function vectorOf(tokens: string[], dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const token of tokens) {
    const next = numbersFrom(token.trim().toLowerCase());
    for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] ?? 0) + next();
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

/** Numbers from -1 to 1 that follow from a word alone (xorshift32, seeded with its hash). */
function numbersFrom(word: string): () => number {
  let state = createHash('sha256').update(word).digest().readUInt32LE(0) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}
