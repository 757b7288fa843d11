import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Directives } from './directives.ts';
import { Refusal } from './refusal.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** One request and its answer. `gone` fires when the client leaves before the answer is complete. */
export interface Exchange {
  response: ServerResponse;
  body: unknown;
  gone: AbortSignal;
  tokensSent: number;
}

/** A streamed answer: events sent at once, events sent one per token, events that end it. */
export interface StreamedAnswer {
  opening: object[];
  tokens: object[];
  closing: object[];
}

/** The JSON body of a request; `undefined` when there is none. Refuses what is not JSON or too large. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'The body is larger than 32 MB.', { code: 'request_too_large' });
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'We could not parse the JSON body of your request.', { code: 'invalid_json' });
  }
}

/** Answers with JSON, in one piece. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Answers a whole completion after the time its tokens take. Throws an AbortError when the client leaves first. */
export async function sendWhole(
  exchange: Exchange,
  answer: object,
  tokenCount: number,
  directives: Directives,
): Promise<void> {
  await pause(tokenCount * directives.paceMs, undefined, { signal: exchange.gone });
  if (directives.dieAfter !== undefined) return void exchange.response.destroy();
  sendJson(exchange.response, 200, answer);
}

/** Streams a completion as server-sent events, token by token. Throws an AbortError when the client leaves. */
export async function sendStream(exchange: Exchange, answer: StreamedAnswer, directives: Directives): Promise<void> {
  const { response, gone } = exchange;
  const startedAt = performance.now();
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const event of answer.opening) await sendEvent(exchange, event);
  for (const [index, event] of answer.tokens.entries()) {
    if (directives.dieAfter === index) return void response.destroy();
    if (directives.errorAfter === index) return endWithError(exchange);
    const due = startedAt + (index + 1) * directives.paceMs;
    await pause(Math.max(0, due - performance.now()), undefined, { signal: gone });
    await sendEvent(exchange, event);
    exchange.tokensSent += 1;
  }
  for (const event of answer.closing) await sendEvent(exchange, event);
  response.end('data: [DONE]\n\n');
}

/** Waits for a slow reader, so that a client that stops reading stops the model. */
async function sendEvent({ response, gone }: Exchange, event: object): Promise<void> {
  const flowing = response.write(`data: ${JSON.stringify(event)}\n\n`);
  if (!flowing) await once(response, 'drain', { signal: gone });
}

async function endWithError(exchange: Exchange): Promise<void> {
  const failure = new Refusal(500, 'The demo model failed mid-stream as the prompt asked.', { type: 'server_error' });
  await sendEvent(exchange, failure.envelope());
  exchange.response.end();
}
