import { WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import { SimpleJwksCache, assertIsJwks } from 'aws-jwt-verify/jwk';
import type { Jwk, Jwks, PenaltyBox } from 'aws-jwt-verify/jwk';
import type { Json } from 'aws-jwt-verify/safe-json-parse';
import { createDiscovery } from './discovery.ts';
import type { FetchJson } from './fetch-json.ts';
import { KeysUnavailable, TokenRejected } from './rejected.ts';
import type { IssuerSettings } from './settings.ts';

const PAUSE_AFTER_MISS_MS = 10_000;
const PAUSE_AFTER_FAILURE_MS = 1_000;
const MIN_RSA_MODULUS_CHARACTERS = 342; // 2048 bits in base64url

/** The issuer's keys, downloaded through discovery; unknown key ids and outages cannot turn into a flood of requests. */
export function createKeyCache(settings: IssuerSettings, fetchJson: FetchJson, now: () => number): SimpleJwksCache {
  const discover = createDiscovery(settings, fetchJson);
  let failedAt = -Infinity;

  const download = async (): Promise<ArrayBuffer> => {
    if (now() - failedAt < PAUSE_AFTER_FAILURE_MS) throw new KeysUnavailable('The last download of the keys failed');
    try {
      const keys = (await fetchJson(await discover())) as Json;
      assertIsJwks(keys);
      return toBytes(keys);
    } catch (cause) {
      failedAt = now();
      throw new KeysUnavailable(`The keys of ${settings.issuer} are out of reach`, { cause });
    }
  };
  return new SimpleJwksCache({ fetcher: { fetch: download }, penaltyBox: pauseAfterMiss(now) });
}

/** Throws TokenRejected `key` unless the key is of the kind the algorithm needs: a header must not choose the mathematics. */
export function checkKey(algorithm: string | undefined, { kty, crv, n = '' }: Jwk): void {
  const kind = kty === 'EC' ? `EC ${crv ?? ''}` : kty;
  if (algorithm === undefined || keyKinds[algorithm] !== kind) throw new TokenRejected('key');
  if (kty === 'RSA' && n.length < MIN_RSA_MODULUS_CHARACTERS) throw new TokenRejected('key');
}

const keyKinds: Readonly<Record<string, string>> = { RS256: 'RSA', RS512: 'RSA', ES256: 'EC P-256', ES384: 'EC P-384' };

function pauseAfterMiss(now: () => number): PenaltyBox {
  let pausedUntil = 0;
  return {
    wait: async () => {
      if (now() < pausedUntil) throw new WaitPeriodNotYetEndedJwkError('The keys were downloaded moments ago');
    },
    registerFailedAttempt: () => void (pausedUntil = now() + PAUSE_AFTER_MISS_MS),
    registerSuccessfulAttempt: () => void (pausedUntil = 0),
  };
}

function toBytes(document: Jwks): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = Buffer.from(JSON.stringify(document));
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
