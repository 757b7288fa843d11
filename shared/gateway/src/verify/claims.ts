import type { DecodedToken } from './form.ts';
import { declaresAccessToken } from './header.ts';
import { principalOf } from './principal.ts';
import type { Principal } from './principal.ts';
import { TokenRejected } from './rejected.ts';
import type { IssuerSettings, TokenUse } from './settings.ts';
import type { JsonObject } from './strict-json.ts';

const LEEWAY_SECONDS = 30;
const MAX_CLOCK_LEAD_SECONDS = 60;
const MAX_LIFETIME_SECONDS = 24 * 60 * 60;

/**
 * Reads who the token speaks for. Cheap, so it runs before the signature is checked: what it returns is true only once
 * that holds too. Throws TokenRejected.
 */
export function judgeClaims(
  { header, payload }: DecodedToken,
  settings: IssuerSettings,
  nowSeconds: number,
): Principal {
  if (payload['iss'] !== settings.issuer) throw new TokenRejected('issuer');
  const tokenUse = tokenUseOf(header, payload);
  if (!settings.tokenUse.includes(tokenUse)) throw new TokenRejected('token-use');

  const expiresAt = checkTimes(payload, nowSeconds);
  checkAudience(payload, tokenUse, settings.audience);
  return principalOf(payload, { tokenUse, expiresAt }, settings);
}

/** What the token is for, by Cognito's claim, Keycloak's claim or RFC 9068's header; a plain id token does not say. */
function tokenUseOf(header: JsonObject, { token_use: cognitoUse, typ, events }: JsonObject): TokenUse {
  // Logout and security event tokens carry `events`; issuer, audience and key are the same as a sign-in's.
  if (events !== undefined) throw new TokenRejected('token-use');
  const statements = [cognitoUse, keycloakUse(typ), declaresAccessToken(header) ? 'access' : undefined];
  const [use = 'id', ...contradictions] = new Set(statements.filter((statement) => statement !== undefined));
  if (contradictions.length > 0 || !isTokenUse(use)) throw new TokenRejected('token-use');
  return use;
}

function keycloakUse(typ: unknown): unknown {
  if (typ === 'ID') return 'id';
  return typ === 'Bearer' ? 'access' : typ;
}

function isTokenUse(use: unknown): use is TokenUse {
  return use === 'id' || use === 'access';
}

function checkTimes({ exp, iat, nbf = 0 }: JsonObject, now: number): number {
  const [expiresAt, issuedAt, notBefore] = [instant(exp), instant(iat), instant(nbf)];
  if (expiresAt <= issuedAt || expiresAt - issuedAt > MAX_LIFETIME_SECONDS) throw new TokenRejected('lifetime');
  if (now >= expiresAt + LEEWAY_SECONDS) throw new TokenRejected('expired');
  if (now < issuedAt - MAX_CLOCK_LEAD_SECONDS || now < notBefore - LEEWAY_SECONDS) {
    throw new TokenRejected('not-yet-valid');
  }
  return expiresAt;
}

function instant(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new TokenRejected('lifetime');
  return value as number;
}

// Access tokens of Cognito name the client in `client_id` and have no `aud`.
function checkAudience(payload: JsonObject, tokenUse: TokenUse, allowed: readonly string[]): void {
  const { aud, azp, client_id: clientId } = payload;
  const isOurs = (value: unknown) => typeof value === 'string' && allowed.includes(value);
  const accepted = Array.isArray(aud)
    ? aud.every((each) => typeof each === 'string') && aud.some(isOurs) && isOurs(azp ?? clientId)
    : isOurs(tokenUse === 'access' ? (aud ?? clientId) : aud);
  if (!accepted) throw new TokenRejected('audience');
}
