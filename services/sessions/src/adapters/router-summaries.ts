import { Failure } from '@lisa/kit/failure';
import { logger } from '@lisa/kit/logger';
import * as z from 'zod';
import type { SummaryPrompt } from '../domain/summary.ts';
import type { Summaries, Summary } from '../ports.ts';

const tokens = z.number().nonnegative().default(0);
const Completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string().trim().min(1) }) })], z.unknown()),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).prefault({}),
});
const Refusal = z.object({ error: z.object({ message: z.string().min(1) }) });

/** A summary takes a while: the model reads everything that was said. */
const patienceMs = 120_000;

const requestOf = ({ instructions, transcript }: SummaryPrompt, model: string): string =>
  JSON.stringify({
    model,
    temperature: 0,
    max_tokens: 4096,
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: transcript },
    ],
  });

const failed = (reason: string): Failure => new Failure('SummaryFailed', { reason });

/** Models behind the router at this base URL, asked as their caller would: with the caller's own credentials. */
export const routerSummaries = (serveUrl: string, ask: typeof fetch = fetch): Summaries => ({
  async of(prompt, modelId, credentials) {
    const began = performance.now();
    const answer = await ask(`${serveUrl}/v2/serve/chat/completions`, {
      method: 'POST',
      headers: { ...credentials, 'content-type': 'application/json' },
      body: requestOf(prompt, modelId),
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: unknown) => {
      logger.warn('The router did not answer', error as Error);
      throw failed('the model did not answer.');
    });
    return summaryIn(answer.ok, await answer.text(), (performance.now() - began) / 1000);
  },
});

function summaryIn(isAnswered: boolean, text: string, seconds: number): Summary {
  const body = parsed(text);
  if (!isAnswered) throw failed(Refusal.safeParse(body).data?.error.message ?? 'the model refused.');
  const { data } = Completion.safeParse(body);
  if (!data) throw failed('the model gave no summary.');
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = data.usage;
  const usage = { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
  const responseTime = Math.round(seconds * 1000) / 1000;
  return { text: data.choices[0].message.content, usage: { ...usage, responseTime } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
