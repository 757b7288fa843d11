import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands behind the load balancer: echoes, streams, floods, hangs and breaks, by the last word of the path. */
export interface Backend {
  readonly port: number;
  /** When responses were given up by the other side, by `performance.now()`. */
  readonly abortedAt: number[];
  /** Bytes handed to the connection of the last flood. */
  readonly flooded: () => number;
  close(): Promise<void>;
}

export async function startBackend(): Promise<Backend> {
  const abortedAt: number[] = [];
  let sent = 0;
  const acts: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    sse: streamEvents,
    hang: () => undefined,
    broken: (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.write('half', () => setTimeout(() => response.destroy(), 20));
    },
    flood: (_, response) => {
      sent = 0;
      const block = Buffer.alloc(65_536);
      const go = (): void => {
        do sent += block.length;
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', go).on('close', () => response.off('drain', go));
      go();
    },
  };
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abortedAt.push(performance.now());
    });
    const word = /([a-z]+)\/?(?:\?|$)/.exec(request.url ?? '')?.[1] ?? '';
    (acts[word] ?? echo)(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, abortedAt, flooded: () => sent, close };
}

/** `events` numbered events, one every `ms` milliseconds, from the query. */
function streamEvents(request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '', 'http://backend').searchParams;
  const last = Number(query.get('events'));
  let count = 0;
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  const timer = setInterval(
    () => {
      response.write(`data: ${(count += 1)}\n\n`);
      if (count === last) response.end();
    },
    Number(query.get('ms')),
  );
  response.on('close', () => clearInterval(timer));
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => {
    response.writeHead(201, { 'Content-Type': 'application/json', 'Set-Cookie': ['a=1', 'b=2'] });
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, bytes }));
  });
}
