import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The body is larger than the limit. What still arrives of it is read and dropped, so that the answer is heard. */
export class BodyTooLarge extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes`);
    this.name = 'BodyTooLarge';
    this.limitBytes = limitBytes;
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

/** Reads a body of at most `limitBytes`. Rejects with BodyTooLarge or RequestAborted. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const refuse = (): void => {
      chunks = [];
      reject(new BodyTooLarge(limitBytes));
    };
    const gone = (): void => {
      if (!request.complete) reject(new RequestAborted());
    };
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else if (size > limitBytes * patience) request.destroy();
      else refuse();
    });
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('close', gone);
    request.once('error', gone);
  });
}

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
