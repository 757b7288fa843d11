import { Transform } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { hasBody } from './answer.ts';
import type { Integration } from './api-definition.ts';
import type { Incoming } from './incoming.ts';
import { pairsOf } from './incoming.ts';
import { Refusal } from './refusal.ts';

const megabyte = 1024 * 1024;
const mostHeaderBytes = 10_240;

/** A Lambda takes 6 MB of JSON, in which a body travels as base64: 4 MB is what we promise. The rest is API Gateway's limit. */
export const mostBodyBytes = ({ type }: Integration): number => (type.startsWith('AWS') ? 4 : 10) * megabyte;

/** Throws the Refusal for a head that never reaches a method: too many header bytes, or a NUL byte. */
export function checkHead({ path, query, rawHeaders }: Incoming): void {
  let bytes = 0;
  for (const [name, value] of pairsOf(rawHeaders)) bytes += name.length + value.length;
  if (bytes > mostHeaderBytes) {
    const message = `Request headers may have at most ${mostHeaderBytes} bytes together`;
    throw new Refusal('DEFAULT_4XX', message, { status: 431, reason: 'Request Header Fields Too Large' });
  }
  if (/%00|\0/.test(path + query)) {
    throw new Refusal('DEFAULT_4XX', 'Invalid characters detected in request', { reason: 'Bad Request' });
  }
}

/** The body to hand on, or null where none was sent. Throws, or fails while it is read, with the Refusal for a body beyond `most` bytes. */
export function limitedBody(request: IncomingMessage, most: number): Transform | null {
  const declared = request.headers['content-length'];
  if (declared !== undefined && Number(declared) > most) throw tooLarge(most);
  if (!hasBody(request)) return null;

  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(tooLarge(most));
      else done(null, chunk);
    },
  });
  // Whoever reads it learns of a failure; before and after that nobody has to.
  meter.on('error', () => undefined);
  // Piped, not handed over: whoever gives up on the body destroys the meter, and the client's socket stays for the answer.
  return request.pipe(meter);
}

const tooLarge = (most: number): Refusal =>
  new Refusal('REQUEST_TOO_LARGE', `The request body may have at most ${most / megabyte} MB here`);
