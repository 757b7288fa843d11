import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServeSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How long an idle connection stays open; above the idle time of the load balancer in front, or it answers 502. */
  readonly keepAliveMs: number;
  /** Requests in flight at most; beyond them `shed` answers. */
  readonly maxInFlight: number;
}

export interface ServeHandlers {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Answers a request the process has no room for. */
  shed(request: IncomingMessage, response: ServerResponse): void;
  /** The body of the answer to what is not HTTP, or too large, as JSON text. */
  malformed(status: 400 | 408 | 431): string;
}

export interface Gateway {
  readonly port: number;
  readonly draining: boolean;
  readonly inFlight: number;
  /**
   * Goes out of service: for `graceMs` it still accepts what load balancers send before they notice, then waits up
   * to `limitMs` for what is in flight, and cuts the rest. Repeating it joins the first call.
   */
  drain(graceMs: number, limitMs: number): Promise<void>;
}

const maxHeaderBytes = 16_384;

/** Serves HTTP/1.1 with bounded headers, bounded concurrency and an end in peace. Rejects when the port is taken. */
export async function serve(settings: ServeSettings, handlers: ServeHandlers): Promise<Gateway> {
  const gateway = { port: settings.port, draining: false, inFlight: 0 };
  const server = createServer({
    // LISA's SDK sends a token of up to 4 KB twice, and API Gateway and the load balancer add their own.
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: settings.keepAliveMs,
    // Both count from the opening of a connection too, so they stay above its idle time; node wants them in this order.
    headersTimeout: settings.keepAliveMs + 5_000,
    requestTimeout: settings.keepAliveMs + 5_000,
    noDelay: true,
    highWaterMark: 16_384,
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    gateway.inFlight += 1;
    response.once('close', () => {
      gateway.inFlight -= 1;
    });
    if (gateway.draining) response.shouldKeepAlive = false;
    if (gateway.inFlight > settings.maxInFlight) handlers.shed(request, response);
    else handlers.handle(request, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => answerMalformed(error, socket, handlers));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  gateway.port = (server.address() as AddressInfo).port;

  const end = async (graceMs: number, limitMs: number): Promise<void> => {
    gateway.draining = true;
    const until = performance.now() + limitMs;
    const connected = await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    if (connected > 0) await pause(graceMs);
    server.close();
    while (gateway.inFlight > 0 && performance.now() < until) {
      server.closeIdleConnections();
      await pause(50);
    }
    server.closeAllConnections();
  };
  let ended: Promise<void> | undefined;
  return Object.assign(gateway, {
    drain: (graceMs: number, limitMs: number) => (ended ??= end(graceMs, limitMs)),
  });
}

const reasons = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' } as const;

function answerMalformed({ code }: NodeJS.ErrnoException, socket: Socket, { malformed }: ServeHandlers): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = malformed(status);
  const head = [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
