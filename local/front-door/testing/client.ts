import { get, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks for a path of the front door; rejects if the response does not arrive whole. */
export type Ask = (path: string, options?: RequestOptions, body?: Buffer) => Promise<Reply>;

export const askFor: Ask = (url, options = {}, body) =>
  new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const { statusCode = 0, headers } = response;
      textOf(response).then((text) => resolve({ status: statusCode, headers, text }), reject);
    });
    sent.on('error', reject).end(body);
  });

/** What a client reads of a refusal: status, error and who may read it from another origin. */
export const refused = ({ status, text, headers }: Reply): unknown[] => [
  status,
  JSON.parse(text).error,
  headers['access-control-allow-origin'],
];

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

/** Counts the events of a stream and when they came, in milliseconds from the start. */
export function timed(url: string): Promise<{ events: number; firstMs: number; lastMs: number }> {
  const start = performance.now();
  const at: number[] = [];
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      response.on('data', (chunk: Buffer) => {
        for (const _event of String(chunk).matchAll(/data:/g)) at.push(performance.now() - start);
      });
      response.on('end', () => resolve({ events: at.length, firstMs: at[0] ?? Infinity, lastMs: at.at(-1) ?? 0 }));
    }).on('error', reject);
  });
}

/** Waits for what must happen soon; rejects after two seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (const start = performance.now(); !isTrue();) {
    if (performance.now() - start > 2_000) throw new Error('It did not happen within two seconds');
    await sleep(2);
  }
}
