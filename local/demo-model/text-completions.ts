import { createHash } from 'node:crypto';
import { cut, fieldsOf, readCompletionRequest } from './completion-request.ts';
import { directivesOf } from './directives.ts';
import { sendStream, sendWhole } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { badField, scriptedFailure } from './refusal.ts';
import { answerTo, numberedTokens } from './script.ts';
import { tokensOf } from './tokens.ts';

/** Answers `POST /v1/completions`, whole or streamed. */
export async function answerTextCompletion(exchange: Exchange): Promise<void> {
  const body = fieldsOf(exchange.body);
  const request = readCompletionRequest(body);
  const prompt = readPrompt(body['prompt']);
  const { directives, said } = directivesOf(prompt);
  if (directives.failWith !== undefined) throw scriptedFailure(directives.failWith);
  const text = directives.tokens === undefined ? answerTo(said, 1) : numberedTokens(directives.tokens);
  const { tokens, finish } = cut(text, request);
  const counts = { prompt_tokens: tokensOf(prompt).length, completion_tokens: tokens.length };
  const usage = { ...counts, total_tokens: counts.prompt_tokens + counts.completion_tokens };
  const identity = {
    id: `cmpl-${createHash('sha256').update(prompt).digest('hex').slice(0, 24)}`,
    object: 'text_completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
  };
  const choice = (part: string, reason: string | null): object => ({
    ...identity,
    choices: [{ index: 0, text: part, logprobs: null, finish_reason: reason }],
  });
  const reported = directives.withoutUsage ? {} : { usage };
  if (!request.stream) {
    return sendWhole(exchange, { ...choice(tokens.join(''), finish), ...reported }, tokens.length, directives);
  }
  const report = request.includeUsage && !directives.withoutUsage ? [{ ...identity, choices: [], usage }] : [];
  const parts = tokens.map((token) => choice(token, null));
  return sendStream(exchange, { opening: [], tokens: parts, closing: [choice('', finish), ...report] }, directives);
}

function readPrompt(value: unknown): string {
  const prompt: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof prompt !== 'string') throw badField('prompt', 'prompt must be one string.');
  return prompt;
}
