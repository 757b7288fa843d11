import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { FetchJson } from './fetch-json.ts';
import { parseIssuerSettings } from './settings.ts';
import type { IssuerSettings } from './settings.ts';

/** The moment at which everything in these tests happens: epoch milliseconds. */
export const NOW_MS = 1_800_000_000_000;
export const NOW = NOW_MS / 1000;

/** A private key and what its issuer publishes of it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

export const rsaKey = (
  kid: string,
  published: object = { alg: 'RS256', use: 'sig' },
  modulusLength = 2048,
): SigningKey => signingKey(kid, published, generateKeyPairSync('rsa', { modulusLength }));

export const ecKey = (
  kid: string,
  published: object = { alg: 'ES256', use: 'sig' },
  namedCurve = 'P-256',
): SigningKey => signingKey(kid, published, generateKeyPairSync('ec', { namedCurve }));

function signingKey(kid: string, published: object, pair: { privateKey: KeyObject; publicKey: KeyObject }): SigningKey {
  return { kid, ...pair, jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid, ...published } };
}

/** Claims of a valid id token; name what shall differ, `undefined` leaves a claim out. */
export const idClaims = (changes: object = {}): object => ({
  iss: 'https://issuer.example/realm',
  aud: 'web',
  sub: 'user-1',
  iat: NOW - 60,
  exp: NOW + 3600,
  'cognito:groups': ['readers'],
  ...changes,
});

/** Claims of a valid access token of Cognito. */
export const accessClaims = (changes: object = {}): object =>
  idClaims({ aud: undefined, client_id: 'web', token_use: 'access', username: 'ada', ...changes });

/** A part as text stays as it is, so that a test can write what no serializer would. */
export type Part = object | string;

/** A compact JWS, signed with the key for the algorithm its header names, unless a signature is given. */
export function compact(key: SigningKey, payload: Part, header: Part = {}, signature?: string): string {
  const fullHeader = typeof header === 'string' ? header : { alg: algorithmOf(key), kid: key.kid, ...header };
  const input = `${segment(fullHeader)}.${segment(payload)}`;
  return `${input}.${signature ?? signatureOf(input, key).toString('base64url')}`;
}

export const segment = (part: Part): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

export const signatureOf = (input: string, { privateKey }: SigningKey, hash = 'sha256'): Buffer =>
  sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });

const algorithmOf = ({ privateKey }: SigningKey): string => (privateKey.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256');

export const testSettings = (changes: object = {}): IssuerSettings =>
  parseIssuerSettings(
    JSON.stringify({
      issuer: 'https://issuer.example/realm',
      audience: ['web'],
      algorithms: ['RS256', 'ES256'],
      ...changes,
    }),
  );

/** An issuer's two documents in memory; change a field and the next request sees it. */
export interface TestIssuer {
  keys: readonly SigningKey[];
  /** undefined: the document alone is out of reach. */
  discovery: unknown;
  isDown: boolean;
  readonly requests: string[];
  readonly fetchJson: FetchJson;
}

export function testIssuer(...keys: readonly SigningKey[]): TestIssuer {
  const issuer: TestIssuer = {
    keys,
    discovery: { issuer: 'https://issuer.example/realm', jwks_uri: 'https://keys.example/jwks' },
    isDown: false,
    requests: [],
    fetchJson: async (url) => {
      issuer.requests.push(url);
      const answer = url.includes('/.well-known/') ? issuer.discovery : { keys: issuer.keys.map(({ jwk }) => jwk) };
      if (issuer.isDown || answer === undefined) throw new Error('connect ECONNREFUSED');
      return answer;
    },
  };
  return issuer;
}
