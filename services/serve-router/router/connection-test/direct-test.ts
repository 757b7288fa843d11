import type { ConnectionTest, ConnectionTestResult } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import * as z from 'zod';
import { explain, speaksOtherwise } from './explain.ts';
import { failed, quoted, unreachable } from './reasons.ts';
import type { Said } from './reasons.ts';
import { ask, messageIn, parsed, saidBy, textOf } from './upstream-call.ts';
import type { Address } from './upstream-call.ts';

type Wanted = Pick<ConnectionTest, 'modelType' | 'streaming'> & { readonly model: string };

/** The longest a test takes. */
export const limitSeconds = 10;

/** Sends an address the smallest request of the kind it will get, and says how that went. Never rejects. */
export async function testDirect(address: Address, wanted: Wanted): Promise<ConnectionTestResult> {
  try {
    return await (wanted.modelType === 'embedding' ? testEmbedding(address, wanted) : testChat(address, wanted));
  } catch (error) {
    if (address.signal.aborted)
      return failed(`${address.base.host} was reached, but did not answer within ${limitSeconds} s.`);
    return unreachable(error, address.base);
  }
}

const question = [{ role: 'user', content: 'Say OK.' }];
/** What newer models of OpenAI take instead of `max_tokens`; their thinking counts as well. */
const whenMaxTokensIsRefused = { max_completion_tokens: 256 };

async function testChat(address: Address, wanted: Wanted): Promise<ConnectionTestResult> {
  const said = await chat(address, wanted, { max_tokens: 1 });
  if (!('status' in said)) return said;
  const isOld = said.status === 400 && said.message?.includes('max_completion_tokens');
  const again = isOld ? await chat(address, wanted, whenMaxTokensIsRefused) : said;
  return 'status' in again ? explain(address, wanted.model, '/chat/completions', again) : again;
}

async function chat(
  address: Address,
  { model, streaming }: Wanted,
  limit: object,
): Promise<ConnectionTestResult | Said> {
  const startedAt = performance.now();
  const answer = await ask(address, '/chat/completions', { model, messages: question, stream: streaming, ...limit });
  const ms = Math.round(performance.now() - startedAt);
  if (answer.statusCode !== 200) return saidBy(answer);
  const isStream = String(answer.headers['content-type'] ?? '').startsWith('text/event-stream');
  if (isStream) return streamed(await textOf(answer, isBegun), ms, address);
  const body = parsed(await textOf(answer));
  if (!Whole.safeParse(body).success) return speaksOtherwise(address);
  if (streaming) return failed('It answers, but not word by word: turn streaming off for this model.');
  return { ok: true, ms, ...answerOf(Whole.parse(body).choices[0]?.message.content) };
}

const Whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })) });
const Piece = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).optional() })),
});

const eventsIn = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []));

const wordsIn = (text: string): string =>
  eventsIn(text)
    .map((event) => Piece.safeParse(parsed(event)).data?.choices[0]?.delta?.content ?? '')
    .join('');

const isBegun = (text: string): boolean => wordsIn(text) !== '';

function streamed(text: string, ms: number, { apiKey }: Address): ConnectionTestResult {
  const events = eventsIn(text);
  const [message] = events.flatMap((event) => messageIn(parsed(event)) ?? []);
  if (message !== undefined) return failed(`It began to answer, then failed${quoted(message, apiKey)}`);
  if (events.length === 0) return failed('Its stream ended without a word.');
  return { ok: true, ms, ...answerOf(wordsIn(text)) };
}

const answerOf = (text: string | null | undefined) => (text ? { answer: text.slice(0, 200) } : {});

const Vectors = z.object({ data: z.array(z.object({ embedding: z.union([z.array(z.number()), z.string()]) })).min(1) });

async function testEmbedding(address: Address, wanted: Wanted): Promise<ConnectionTestResult> {
  const startedAt = performance.now();
  const answer = await ask(address, '/embeddings', { model: wanted.model, input: 'OK', encoding_format: 'float' });
  const ms = Math.round(performance.now() - startedAt);
  if (answer.statusCode !== 200) return explain(address, wanted.model, '/embeddings', await saidBy(answer));
  const [vector] = Vectors.safeParse(parsed(await textOf(answer))).data?.data ?? [];
  if (!vector) return speaksOtherwise(address);
  const { embedding } = vector;
  return { ok: true, ms, ...(typeof embedding !== 'string' && { answer: `A vector of ${embedding.length} numbers` }) };
}
