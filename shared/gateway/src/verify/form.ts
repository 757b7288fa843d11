import { TokenRejected } from './rejected.ts';
import { parseStrictObject } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';

/** A token taken apart, nothing in it believed yet. */
export interface DecodedToken {
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

const MAX_TOKEN_LENGTH = 4096;
const threeSegments = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/** Takes a compact JWS apart; judges its form only. Throws TokenRejected `size`, `form` or `duplicate-key`. */
export function decodeToken(token: string): DecodedToken {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRejected('size');
  const [, header, payload, signature] = threeSegments.exec(token) ?? [];
  if (!header || !payload || !signature) throw new TokenRejected('form');

  decodeSegment(signature);
  return { header: parseStrictObject(decodeText(header)), payload: parseStrictObject(decodeText(payload)) };
}

// One signature must have one spelling: Node ignores stray trailing bits that other decoders refuse.
function decodeSegment(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url');
  if (bytes.toString('base64url') !== segment) throw new TokenRejected('form');
  return bytes;
}

function decodeText(segment: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeSegment(segment));
  } catch (cause) {
    if (cause instanceof TokenRejected) throw cause;
    throw new TokenRejected('form', { cause });
  }
}
