import { createHmac, sign } from 'node:crypto';
import type { RejectionReason } from './rejected.ts';
import { accessClaims, compact, ecKey, idClaims, NOW, rsaKey, segment, signatureOf } from './test-issuer.ts';
import type { SigningKey } from './test-issuer.ts';

/** A token that no entry point may accept, and why. */
export type AdversarialToken = readonly [name: string, reason: RejectionReason, token: string, settings?: object];

const main = rsaKey('main');
const second = rsaKey('second');
const bare = rsaKey('bare', {});
const encryption = rsaKey('encryption', { use: 'enc' });
const short = rsaKey('short', { alg: 'RS256', use: 'sig' }, 1024);
const curve = ecKey('curve');
const bareCurve = ecKey('bare-curve', {});
const otherCurve = ecKey('other-curve', { use: 'sig' }, 'secp256k1');
const withdrawn = rsaKey('withdrawn');
const foreign = rsaKey('main');

/** What the issuer of these tests publishes; `main` signs the valid tokens. */
export const publishedKeys: readonly SigningKey[] = [
  main,
  second,
  bare,
  encryption,
  short,
  curve,
  bareCurve,
  otherCurve,
];

/** A valid token of that issuer: the control. */
export const validToken = compact(main, idClaims());

const signed = (claims: object, header: object = {}): string => compact(main, idClaims(claims), header);
const written = (payload: string): string => compact(main, payload);
const [head, body, tail] = validToken.split('.') as [string, string, string];
const json = JSON.stringify(idClaims());
const also = (member: string): string => written(json.replace('{', `{${member},`));
const header = (text: string): string =>
  `${segment(text)}.${body}.${signatureOf(`${segment(text)}.${body}`, main).toString('base64url')}`;
const invalidText = (text: string, byte: number): string => {
  const bytes = Buffer.from(json);
  bytes[bytes.indexOf(text)] = byte;
  const input = `${head}.${bytes.toString('base64url')}`;
  return `${input}.${signatureOf(input, main).toString('base64url')}`;
};

const form: AdversarialToken[] = [
  ['an empty token', 'form', ''],
  ['one segment', 'form', 'opaque'],
  ['two segments', 'form', `${head}.${body}`],
  ['four segments', 'form', `${validToken}.${tail}`],
  ['five segments, an encrypted token', 'form', `${head}.${body}.${tail}.${body}.${tail}`],
  ['an empty signature', 'form', `${head}.${body}.`],
  ['a padded segment', 'form', `${head}.${body}==.${tail}`],
  ['the other base64 alphabet', 'form', `${head}.${body}.+/${tail.slice(2)}`],
  [
    'stray trailing bits in the signature',
    'form',
    `${head}.${body}.${tail.slice(0, -1)}${strayBits(tail.at(-1) ?? '')}`,
  ],
  ['inner whitespace', 'form', `${head}. ${body}.${tail}`],
  ['a newline at the end', 'form', `${validToken}\n`],
  ['two tokens joined by a comma', 'form', `${validToken}, ${validToken}`],
  ['a header that is an array', 'form', header('["RS256"]')],
  ['a header that is null', 'form', header('null')],
  ['a payload that is a string', 'form', written('"user-1"')],
  ['a payload that is an array', 'form', written('[]')],
  ['a payload that is no JSON', 'form', written('{sub:1}')],
  ['a payload with a byte order mark', 'form', written(`\uFEFF${json}`)],
  ['a payload of invalid UTF-8', 'form', invalidText('user-1', 0xff)],
  ['a raw NUL in the payload', 'form', written(json.replace('user-1', 'user\0'))],
  ['a `__proto__` claim', 'form', also('"__proto__":{"admin":true}')],
  ['64 KB', 'size', `${head}.${'A'.repeat(65_536)}.${tail}`],
  ['one character over 4 KB', 'size', `${head}.${body}.${'A'.repeat(4095 - head.length - body.length)}`],
  ['`sub` twice', 'duplicate-key', also('"sub":"root"')],
  ['`aud` twice', 'duplicate-key', also('"aud":"web"')],
  ['`exp` twice', 'duplicate-key', also('"exp":1')],
  ['`sub` twice, once in escapes', 'duplicate-key', also('"s\\u0075b":"root"')],
  ['a nested key twice', 'duplicate-key', also('"a":[{"b":1,"c":{},"b":2}]')],
  ['`alg` twice', 'duplicate-key', header('{"alg":"none","alg":"RS256","kid":"main"}')],
];

const publicPem = main.publicKey.export({ type: 'spki', format: 'pem' });
const hmac = (kid: string): string => {
  const input = `${segment({ alg: 'HS256', kid })}.${body}`;
  return `${input}.${createHmac('sha256', publicPem).update(input).digest('base64url')}`;
};
const der = (input: string): string => sign('sha256', Buffer.from(input), curve.privateKey).toString('base64url');
const mismatched = (key: SigningKey, alg: string): string => compact(key, idClaims(), { alg });
const curveInput = compact(curve, idClaims()).split('.').slice(0, 2).join('.');

const algorithm: AdversarialToken[] = [
  ['alg none', 'algorithm', signed({}, { alg: 'none' })],
  ['alg None', 'algorithm', signed({}, { alg: 'None' })],
  ['alg NONE', 'algorithm', signed({}, { alg: 'NONE' })],
  ['alg in other letter case', 'algorithm', signed({}, { alg: 'rs256' })],
  ['HS256 keyed with the public key', 'algorithm', hmac('main')],
  ['HS256 keyed with the public key, key id of a key without alg', 'algorithm', hmac('bare')],
  ['RS512, not on the list', 'algorithm', signed({}, { alg: 'RS512' })],
  ['PS256, not on the list', 'algorithm', signed({}, { alg: 'PS256' })],
  ['ES256 where only RS256 is configured', 'algorithm', compact(curve, idClaims()), { algorithms: ['RS256'] }],
  ['a missing alg', 'algorithm', signed({}, { alg: undefined })],
  ['a numeric alg', 'algorithm', signed({}, { alg: 256 })],
  ['an array as alg', 'algorithm', signed({}, { alg: ['RS256'] })],
  ['an RS header on an EC key', 'key', mismatched(curve, 'RS256')],
  ['an RS header on an EC key without alg', 'key', mismatched(bareCurve, 'RS256')],
  ['an ES header on an RSA key', 'key', mismatched(main, 'ES256')],
  ['an ES header on an RSA key without alg', 'key', mismatched(bare, 'ES256')],
  ['ES256 on another curve', 'key', mismatched(otherCurve, 'ES256')],
  ['an RSA key of 1024 bits', 'key', compact(short, idClaims())],
  ['a DER-encoded ES256 signature', 'signature', `${curveInput}.${der(curveInput)}`],
  ['an all-zero ES256 signature', 'signature', `${curveInput}.${Buffer.alloc(64).toString('base64url')}`],
];

const jwk = { ...foreign.jwk };
const headers: AdversarialToken[] = [
  ['a missing kid', 'key-id', signed({}, { kid: undefined })],
  ['an empty kid', 'key-id', signed({}, { kid: '' })],
  ['a numeric kid', 'key-id', signed({}, { kid: 1 })],
  ['a kid of 129 characters', 'key-id', signed({}, { kid: 'k'.repeat(129) })],
  ['a kid with a control character', 'key-id', signed({}, { kid: 'main\n' })],
  ['an unknown kid', 'key', signed({}, { kid: 'unheard-of' })],
  ['a kid that is a path', 'key', signed({}, { kid: '../../etc/passwd' })],
  ['a kid that is a URL', 'key', signed({}, { kid: 'https://evil.example/key' })],
  ['a kid that is a property of every object', 'key', signed({}, { kid: 'constructor' })],
  ['a key for encryption', 'key', compact(encryption, idClaims())],
  ['a key withdrawn from the JWKS', 'key', compact(withdrawn, idClaims())],
  ['an embedded jwk', 'header', compact(foreign, idClaims(), { jwk })],
  ['a jku', 'header', compact(foreign, idClaims(), { jku: 'https://evil.example/jwks' })],
  ['an x5u', 'header', compact(foreign, idClaims(), { x5u: 'https://evil.example/cert' })],
  ['an x5c', 'header', compact(foreign, idClaims(), { x5c: ['MIIB'] })],
  ['an x5t that is no string', 'header', signed({}, { x5t: {} })],
  ['zip', 'header', signed({}, { zip: 'DEF' })],
  ['a nested token (cty)', 'header', signed({}, { cty: 'JWT' })],
  ['an unknown crit', 'header', signed({}, { crit: ['exp2'], exp2: 1 })],
  ['an empty crit', 'header', signed({}, { crit: [] })],
  ['b64 false', 'header', signed({}, { b64: false, crit: ['b64'] })],
  ['typ logout+jwt', 'type', signed({}, { typ: 'logout+jwt' })],
  ['typ secevent+jwt', 'type', signed({}, { typ: 'secevent+jwt' })],
  ['typ as an array', 'type', signed({}, { typ: ['JWT'] })],
  ['typ null', 'type', signed({}, { typ: null })],
];

const party: AdversarialToken[] = [
  ['another issuer', 'issuer', signed({ iss: 'https://evil.example/realm' })],
  ['no issuer', 'issuer', signed({ iss: undefined })],
  ['an array of issuers', 'issuer', signed({ iss: ['https://issuer.example/realm'] })],
  ['an issuer with a trailing slash', 'issuer', signed({ iss: 'https://issuer.example/realm/' })],
  ['an issuer in other letter case', 'issuer', signed({ iss: 'https://ISSUER.example/realm' })],
  ['a foreign audience', 'audience', signed({ aud: 'other-app' })],
  ['no audience', 'audience', signed({ aud: undefined })],
  ['no audience, but a client id', 'audience', signed({ aud: undefined, client_id: 'web' })],
  ['an empty audience', 'audience', signed({ aud: '' })],
  ['an empty array of audiences', 'audience', signed({ aud: [], azp: 'web' })],
  ['an audience in other letter case', 'audience', signed({ aud: 'WEB' })],
  ['an array of audiences with a foreign azp', 'audience', signed({ aud: ['web', 'other-app'], azp: 'other-app' })],
  ['an array of audiences without azp', 'audience', signed({ aud: ['web', 'other-app'] })],
  ['an array of mixed audiences', 'audience', signed({ aud: ['web', 1], azp: 'web' })],
  ['a token minted for an MCP server', 'audience', signed({ aud: 'https://lisa.example/mcp/docs' })],
  ['an access token of another client', 'audience', compact(main, accessClaims({ client_id: 'other-app' }))],
  [
    'an access token bound to another resource',
    'audience',
    compact(main, accessClaims({ aud: 'https://other.example' })),
  ],
];

const time: AdversarialToken[] = [
  ['expired past the leeway', 'expired', signed({ iat: NOW - 3600, exp: NOW - 30 })],
  ['no exp', 'lifetime', signed({ exp: undefined })],
  ['exp as a string', 'lifetime', signed({ exp: String(NOW + 3600) })],
  ['exp as a fraction', 'lifetime', signed({ exp: NOW + 0.5 })],
  ['a negative exp', 'lifetime', signed({ exp: -1 })],
  ['exp 1e30', 'lifetime', signed({ exp: 1e30 })],
  ['exp in the year 3000', 'lifetime', signed({ exp: 32_503_680_000 })],
  ['a lifetime of a day and a second', 'lifetime', signed({ iat: NOW, exp: NOW + 86_401 })],
  ['exp before iat', 'lifetime', signed({ iat: NOW + 30, exp: NOW + 20 })],
  ['no iat', 'lifetime', signed({ iat: undefined })],
  ['iat as a string', 'lifetime', signed({ iat: String(NOW) })],
  ['nbf as a string', 'lifetime', signed({ nbf: String(NOW) })],
  ['iat a year ahead', 'not-yet-valid', signed({ iat: NOW + 31_536_000, exp: NOW + 31_536_060 })],
  ['iat past the allowed lead', 'not-yet-valid', signed({ iat: NOW + 61 })],
  ['nbf in the future', 'not-yet-valid', signed({ nbf: NOW + 31 })],
];

const claims: AdversarialToken[] = [
  ['no subject', 'principal', signed({ sub: undefined })],
  ['an empty subject', 'principal', signed({ sub: '' })],
  ['a blank subject', 'principal', signed({ sub: ' \u3000' })],
  ['a subject of 257 characters', 'principal', signed({ sub: 's'.repeat(257) })],
  ['a numeric subject', 'principal', signed({ sub: 1 })],
  ['a subject with NUL', 'principal', signed({ sub: 'user\u0000' })],
  ['a subject with half a character', 'principal', written(json.replace('user-1', '\\ud800'))],
  ['an empty Cognito user name', 'principal', signed({ token_use: 'id', 'cognito:username': '' })],
  ['groups as a string', 'groups', signed({ 'cognito:groups': 'admin' })],
  ['groups as an object', 'groups', signed({ 'cognito:groups': { 0: 'admin', length: 1 } })],
  ['groups null', 'groups', signed({ 'cognito:groups': null })],
  ['groups of mixed types', 'groups', signed({ 'cognito:groups': ['readers', 1] })],
  ['257 groups', 'groups', signed({ 'cognito:groups': Array.from({ length: 257 }, () => 'g') })],
  ['a group with a control character', 'groups', signed({ 'cognito:groups': ['readers\tadmin'] })],
  ['an empty group', 'groups', signed({ 'cognito:groups': [''] })],
  ['an unknown token_use', 'token-use', signed({ token_use: 'refresh' })],
  ['an access token where id is configured', 'token-use', compact(main, accessClaims()), { tokenUse: ['id'] }],
  ['an id token where access is configured', 'token-use', validToken, { tokenUse: ['access'] }],
  [
    'an id token that claims to be an access token in its header',
    'token-use',
    signed({ token_use: 'id' }, { typ: 'at+jwt' }),
  ],
  ["Keycloak's refresh token", 'token-use', signed({ typ: 'Refresh' })],
  ['a logout token', 'token-use', signed({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })],
];

const signature: AdversarialToken[] = [
  ['one bit of the signature flipped', 'signature', `${head}.${body}.${flipBit(tail)}`],
  ['an altered payload', 'signature', `${head}.${segment(idClaims({ sub: 'user-2' }))}.${tail}`],
  [
    'the signature of another token',
    'signature',
    compact(main, idClaims(), {}, signed({ sub: 'user-2' }).split('.')[2]),
  ],
  ['another key of the same issuer', 'signature', compact(second, idClaims(), { kid: 'main' })],
  ["another issuer's key under our key id", 'signature', compact(foreign, idClaims())],
];

/** Every token of the adversarial list in reliability-security section 4, by group. */
export const adversarialTokens: Readonly<Record<string, readonly AdversarialToken[]>> = {
  form,
  algorithm,
  header: headers,
  'issuer and audience': party,
  time,
  claims,
  signature,
};

function strayBits(last: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(last) | 1] ?? '';
}

function flipBit(encoded: string): string {
  const bytes = Buffer.from(encoded, 'base64url');
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
