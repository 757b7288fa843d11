import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Deadlines, Limits } from './deadlines.ts';

/** The body is larger than the limit. What still arrives of it is read and dropped, so that the answer is heard. */
export class BodyTooLarge extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes`);
    this.name = 'BodyTooLarge';
    this.limitBytes = limitBytes;
  }
}

/** The body did not arrive in time. */
export class BodyTooSlow extends Error {
  constructor() {
    super('The request body did not arrive in time');
    this.name = 'BodyTooSlow';
  }
}

/** The client went away before its request was complete; nobody is left to answer. */
export class RequestAborted extends Error {
  constructor() {
    super('The client went away before its request was complete');
    this.name = 'RequestAborted';
  }
}

/** How much more than its limit a body may send before its connection is cut, as a multiple of the limit. */
const patience = 4;

export interface BodyLimits {
  readonly bytes: number;
  readonly ms: number;
}

/** Reads a body within its limits. Rejects with BodyTooLarge, BodyTooSlow or RequestAborted. */
export function readBody(request: IncomingMessage, limits: BodyLimits, deadlines: Deadlines): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const refuse = (reason: Error): void => {
      watch.done();
      chunks = [];
      reject(reason);
    };
    const gone = (): void => {
      if (!request.complete) refuse(new RequestAborted());
    };
    const watch = deadlines.watch(allOf(limits.ms), () => refuse(new BodyTooSlow()));
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes) refuse(new BodyTooLarge(limits.bytes));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.bytes) chunks.push(chunk);
      else if (size > limits.bytes * patience) request.destroy();
      else refuse(new BodyTooLarge(limits.bytes));
    });
    request.once('end', () => {
      watch.done();
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.once('close', gone);
    request.once('error', gone);
  });
}

const allOf = (ms: number): Limits => ({ firstByteMs: ms, silenceMs: ms, stalledReaderMs: ms, totalMs: ms });

const acceptableId = /^[A-Za-z0-9._-]{8,128}$/;

/** The caller's own `X-Request-Id` where it is harmless to log and to pass on, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && acceptableId.test(given) ? given : newRequestId();
}

let pool = '';

/** 96 random bits in hex; drawn in bulk, since a draw per request shows in a profile. */
function newRequestId(): string {
  if (pool.length < 24) pool = randomBytes(12 * 256).toString('hex');
  const id = pool.slice(-24);
  pool = pool.slice(0, -24);
  return `req_${id}`;
}
