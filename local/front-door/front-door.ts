import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { sendUnreadable } from './answer.ts';
import { requestAuthorizer } from './authorize.ts';
import { currentApi } from './current-api.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import { emulatedApiReader } from './read-api.ts';
import { serve } from './serve.ts';

export interface FrontDoorSettings {
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly stage: string;
  /** Its address, e.g. `http://127.0.0.1:8081`. */
  readonly emulator: string;
  /** Undefined while nothing is deployed; asked for every request. */
  readonly apiId: () => string | undefined;
  readonly log: (line: string) => void;
}

export interface FrontDoor {
  /** Without a trailing slash and without the stage. */
  readonly url: string;
  /** Takes no more requests, gives running ones half a second, then cuts them. */
  close(): Promise<void>;
}

const graceMs = 500;
/** API Gateway ends a stream that was silent for five minutes. */
const idleMs = 300_000;
/** A head within 15 s, a body within a minute: a client that sends drop by drop cannot hold a connection. */
const patience = {
  keepAliveTimeout: 65_000,
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
};
/** Above our own limit of 10 KB, so that we can say so in an answer of ours. */
const maxHeaderSize = 65_536;

/**
 * Opens the one origin of the local platform: serves the deployed stage as API Gateway would, with its limits, its own
 * answers, streaming and VPC links. Rejects if the port is taken.
 */
export async function startFrontDoor({ port, stage, emulator, apiId, log }: FrontDoorSettings): Promise<FrontDoor> {
  const now = (): number => performance.now();
  const connect = { timeout: 2_000, noDelay: true };
  const upstream = new Pool(emulator, { allowH2: false, connect, headersTimeout: 0, bodyTimeout: idleMs });
  const current = currentApi({ reader: emulatedApiReader(emulator, stage), apiId, now, log });
  const authorize = requestAuthorizer(lambdaInvoke(emulator), now);
  const parts = { stage, emulator, upstream, current, authorize, log };

  const options = { ...patience, maxHeaderSize, noDelay: true, keepAlive: true };
  const server = createServer(options, (request, response) => void serve(parts, request, response));
  server.on('clientError', sendUnreadable);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, close: () => close(server, upstream) };
}

async function close(server: Server, upstream: Pool): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(grace);
  await upstream.destroy();
}
