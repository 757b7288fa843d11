import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const KEPT = 500;

/** A client that went away before its answer was complete. `at` is in milliseconds since 1970. */
export interface Abort {
  at: number;
  path: string;
  model: string;
  tokensSent: number;
}

/** A request as received, without anything secret: the credential only as the SHA-256 of its header. */
export interface Received {
  at: number;
  method: string;
  path: string;
  headerNames: string[];
  authorizationSha256: string | undefined;
  bodyFields: string[];
}

/** What happened lately, the latest last; the oldest entries make room. */
export class Journal {
  readonly aborts: Abort[] = [];
  readonly requests: Received[] = [];

  /** Keeps that a client went away. */
  aborted(abort: Abort): void {
    keep(this.aborts, abort);
  }

  /** Keeps the outline of a request. */
  received(request: IncomingMessage, path: string, body: unknown): void {
    const authorization = request.headers.authorization;
    keep(this.requests, {
      at: Date.now(),
      method: request.method ?? '',
      path,
      headerNames: Object.keys(request.headers).sort(),
      authorizationSha256: authorization && createHash('sha256').update(authorization).digest('hex'),
      bodyFields: typeof body === 'object' && body !== null ? Object.keys(body).sort() : [],
    });
  }
}

function keep<T>(entries: T[], entry: T): void {
  entries.push(entry);
  if (entries.length > KEPT) entries.shift();
}
