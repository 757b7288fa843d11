import { JwtBaseError, JwtInvalidSignatureError } from 'aws-jwt-verify/error';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import { judgeClaims } from './verify/claims.ts';
import { fetchJson } from './verify/fetch-json.ts';
import type { FetchJson } from './verify/fetch-json.ts';
import { decodeToken } from './verify/form.ts';
import { createFreshness } from './verify/freshness.ts';
import { checkHeader } from './verify/header.ts';
import { checkKey, createKeyCache } from './verify/keys.ts';
import { KeysUnavailable, TokenRejected } from './verify/rejected.ts';
import type { IssuerSettings } from './verify/settings.ts';
import type { TokenVerifier } from './verify/token-verifier.ts';

export { cachedVerifier } from './verify/cached.ts';
export { credentialOf, credentialsOf } from './verify/credential.ts';
export { IssuerSettings, parseIssuerSettings } from './verify/settings.ts';
export { KeysUnavailable, TokenRejected } from './verify/rejected.ts';
export type { CredentialTransports, HeaderValues } from './verify/credential.ts';
export type { FetchJson } from './verify/fetch-json.ts';
export type { Principal } from './verify/principal.ts';
export type { RejectionReason } from './verify/rejected.ts';
export type { TokenVerifier } from './verify/token-verifier.ts';
export type { VerdictCacheLimits } from './verify/cached.ts';

/** What a verifier takes from outside; each has a sensible default. */
export interface VerifierOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly fetchJson?: FetchJson;
  /** Hears of a background download of keys that failed; known keys stay in use. */
  readonly onRefreshFailed?: (error: unknown) => void;
}

/** Tokens of one issuer, judged strictly: form, header and claims first, so that rubbish costs no request to the issuer. */
export function createTokenVerifier(settings: IssuerSettings, options: VerifierOptions = {}): TokenVerifier {
  const { now = Date.now, onRefreshFailed = () => undefined } = options;
  const cache = createKeyCache(settings, options.fetchJson ?? fetchJson, now);
  const signatures = signatureCheck(settings.issuer, cache);
  const keys = createFreshness(async () => signatures.cacheJwks(await cache.getJwks(KEYS)), now, onRefreshFailed);

  return {
    hydrate: () => keys.load(),
    async verify(token) {
      const decoded = decodeToken(token);
      checkHeader(decoded.header, settings);
      const principal = judgeClaims(decoded, settings, now() / 1000);

      keys.keepFresh();
      await signatures.verify(token).catch(reject);
      return principal;
    },
  };
}

// A name in the cache only: the address comes from discovery each time the keys are downloaded.
const KEYS = 'keys';

// Audience and times are judged by judgeClaims (client_id, leeway, our clock); the library judges key and signature.
function signatureCheck(issuer: string, jwksCache: ReturnType<typeof createKeyCache>) {
  return JwtVerifier.create(
    {
      issuer,
      audience: null,
      jwksUri: KEYS,
      graceSeconds: Infinity,
      customJwtCheck: ({ header, jwk }) => checkKey(header.alg, jwk),
    },
    { jwksCache },
  );
}

function reject(cause: unknown): never {
  if (cause instanceof TokenRejected || cause instanceof KeysUnavailable) throw cause;
  const isAboutTheKey = cause instanceof JwtBaseError && !(cause instanceof JwtInvalidSignatureError);
  throw new TokenRejected(isAboutTheKey ? 'key' : 'signature', { cause });
}
