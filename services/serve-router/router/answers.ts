import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderList } from '@lisa/gateway/headers';
import { refusalFor } from './anthropic-error.ts';
import type { Refusal } from './openai-error.ts';

const always: HeaderList = [
  'Cache-Control',
  'no-store, no-cache',
  'Pragma',
  'no-cache',
  'Strict-Transport-Security',
  'max-age=47304000; includeSubDomains',
  'X-Content-Type-Options',
  'nosniff',
  'X-Frame-Options',
  'DENY',
];
const exposed =
  'x-request-id, request-id, retry-after, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, openai-processing-ms, x-lisa-token-count';

/** Writes what this process answers by itself, and the headers that stand on every answer. */
export class Answers {
  readonly #origins: readonly string[];

  /** `origins` may call from a browser; `*` means any. */
  constructor(origins: readonly string[]) {
    this.#origins = origins;
  }

  /** The headers of every answer: security, CORS. */
  commonHeaders({ headers }: IncomingMessage): HeaderList {
    const origin = this.#allowedOrigin(headers.origin);
    if (origin === undefined) return [...always];
    const cors = ['Access-Control-Allow-Origin', origin, 'Access-Control-Expose-Headers', exposed];
    return origin === '*' ? [...always, ...cors] : [...always, ...cors, 'Vary', 'Origin'];
  }

  json(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: HeaderList = [],
  ): void {
    const text = JSON.stringify(body);
    const own = ['Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(text))];
    response.writeHead(status, [...this.commonHeaders(request), ...own, ...headers]).end(text);
  }

  /** A refusal in the words of the path's protocol; of an answer that already began only its connection can be ended. */
  refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal, requestId: string): void {
    if (response.headersSent) return void response.destroy();
    const { body, headers } = refusalFor(request.url, refusal, requestId);
    this.json(request, response, refusal.status, body, headers);
  }

  /** The answer to a browser's question whether it may call. */
  preflight(request: IncomingMessage, response: ServerResponse): void {
    const allowed = [
      'Access-Control-Allow-Methods',
      'GET, POST, OPTIONS',
      'Access-Control-Allow-Headers',
      request.headers['access-control-request-headers'] ?? 'Authorization, Content-Type',
      'Access-Control-Max-Age',
      '600',
    ];
    response.writeHead(204, [...this.commonHeaders(request), ...allowed]).end();
  }

  #allowedOrigin(origin: string | undefined): string | undefined {
    if (this.#origins.includes('*')) return '*';
    return origin !== undefined && this.#origins.includes(origin) ? origin : this.#origins[0];
  }
}
