import { TokenRejected } from './rejected.ts';
import type { IssuerSettings, TokenUse } from './settings.ts';
import { isJsonObject } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';

/** Who a verified token speaks for. Only `principalId` and `groups` may decide anything. */
export interface Principal {
  readonly issuer: string;
  /** Stable for as long as the account exists, unique within the issuer. */
  readonly principalId: string;
  /** What records name as owner: the same stable value. */
  readonly username: string;
  /** For people to read; changes at will. */
  readonly displayName: string;
  readonly groups: readonly string[];
  readonly tokenUse: TokenUse;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

const MAX_TEXT_LENGTH = 256;
const MAX_GROUPS = 256;
const controlCharacter = /\p{Cc}/u;

/** Reads the principal from claims whose issuer, times and audience hold. Throws TokenRejected `principal` or `groups`. */
export function principalOf(
  payload: JsonObject,
  token: Pick<Principal, 'tokenUse' | 'expiresAt'>,
  settings: Pick<IssuerSettings, 'issuer' | 'groupsClaim' | 'principalClaim'>,
): Principal {
  const principalId = claimAt(payload, settings.principalClaim ?? defaultPrincipalClaim(payload));
  if (!isPlainText(principalId)) throw new TokenRejected('principal');

  return {
    issuer: settings.issuer,
    principalId,
    username: principalId,
    displayName: displayNameOf(payload) ?? principalId,
    groups: groupsOf(payload, settings.groupsClaim),
    ...token,
  };
}

// Elsewhere `username` is often a label that its owner may change, so only Cognito's own tokens are named by it.
function defaultPrincipalClaim(payload: JsonObject): string {
  const cognitoName = payload['token_use'] === 'access' ? 'username' : 'cognito:username';
  return payload['token_use'] !== undefined && Object.hasOwn(payload, cognitoName) ? cognitoName : 'sub';
}

function groupsOf(payload: JsonObject, path: string): readonly string[] {
  const groups = claimAt(payload, path);
  if (groups === undefined) return [];
  if (!Array.isArray(groups) || groups.length > MAX_GROUPS || !groups.every(isPlainText)) {
    throw new TokenRejected('groups');
  }
  return groups;
}

function displayNameOf({ name, preferred_username: preferred, email }: JsonObject): string | undefined {
  return [name, preferred, email].find(isPlainText);
}

/** A claim by its full name (names may contain dots: `https://example.com/groups`), else by a dotted path. */
function claimAt(claims: JsonObject, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  const dot = path.indexOf('.');
  const parent = dot < 0 ? undefined : claims[path.slice(0, dot)];
  return isJsonObject(parent) ? claimAt(parent, path.slice(dot + 1)) : undefined;
}

function isPlainText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= MAX_TEXT_LENGTH &&
    value.trim() !== '' &&
    value.isWellFormed() &&
    !controlCharacter.test(value)
  );
}
