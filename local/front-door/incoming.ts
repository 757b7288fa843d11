import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request to the stage, before a method was found for it. Path and query are exactly as sent. */
export interface Incoming {
  readonly id: string;
  readonly httpMethod: string;
  /** Without the stage. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  readonly stage: string;
  readonly host: string;
  readonly sourceIp: string;
  /** Name, value, name, value, as sent. */
  readonly rawHeaders: readonly string[];
  readonly header: (name: string) => string | undefined;
}

/** Reads the head of a request for `path` of the stage. */
export function incoming(request: IncomingMessage, stage: string, path: string, query: string): Incoming {
  const { method = 'GET', headers, rawHeaders, socket } = request;
  return {
    id: randomUUID(),
    httpMethod: method,
    path,
    query,
    stage,
    host: headers.host ?? '',
    sourceIp: socket.remoteAddress ?? '127.0.0.1',
    rawHeaders,
    header: (name) => {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

/** Name and value pairs of a flat header list. */
export function* pairsOf(rawHeaders: readonly string[]): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''];
}
