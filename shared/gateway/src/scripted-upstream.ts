import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a scripted upstream received it, whole. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** For tests: a real HTTP server on loopback that answers as it is told. */
export interface ScriptedUpstream {
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  /** When clients went away before their answer was complete: `performance.now()` of each. */
  readonly aborts: readonly number[];
  /** Connections open now. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a server that hands every request, once read, to `answer`. */
export async function scriptedUpstream(
  answer: (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>,
): Promise<ScriptedUpstream> {
  const requests: ReceivedRequest[] = [];
  const aborts: number[] = [];
  const server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableEnded && response.errored === null) aborts.push(performance.now());
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      requests.push(received);
      void answer(received, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    aborts,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
