import { TokenRejected } from './rejected.ts';
import type { IssuerSettings } from './settings.ts';
import type { JsonObject } from './strict-json.ts';

// Absent on purpose: `crit`, `b64`, `zip`, `cty` and every key a token would bring along (`jwk`, `jku`, `x5u`, `x5c`).
const allowedKeys = new Set(['alg', 'kid', 'typ', 'x5t']);
const allowedTypes = /^(jwt|(application\/)?at\+jwt)$/i;
const printableKeyId = /^[\x20-\x7e]{1,128}$/;

/** Judges the header alone. Throws TokenRejected `header`, `algorithm`, `key-id` or `type`. */
export function checkHeader(header: JsonObject, { algorithms }: Pick<IssuerSettings, 'algorithms'>): void {
  const { alg, kid, typ = 'JWT', x5t = '' } = header;
  if (!algorithms.some((algorithm) => algorithm === alg)) throw new TokenRejected('algorithm');
  if (!Object.keys(header).every((key) => allowedKeys.has(key))) throw new TokenRejected('header');
  if (typeof x5t !== 'string') throw new TokenRejected('header');
  if (!matches(printableKeyId, kid)) throw new TokenRejected('key-id');
  if (!matches(allowedTypes, typ)) throw new TokenRejected('type');
}

/** Whether the header declares an RFC 9068 access token. */
export function declaresAccessToken({ typ }: JsonObject): boolean {
  return matches(/at\+jwt$/i, typ);
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value);
}
