import { describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from './verify.ts';
import {
  accessClaims,
  compact,
  ecKey,
  idClaims,
  NOW,
  NOW_MS,
  rsaKey,
  testIssuer,
  testSettings,
} from './verify/test-issuer.ts';
import type { SigningKey } from './verify/test-issuer.ts';

const key = rsaKey('key-1');
const newKey = rsaKey('key-2');
const curve = ecKey('curve');

function aVerifier({ keys = [key, curve] as SigningKey[], settings = {} } = {}) {
  const clock = { ms: NOW_MS };
  const issuer = testIssuer(...keys);
  const refreshFailures: unknown[] = [];
  const verifier = createTokenVerifier(testSettings(settings), {
    fetchJson: issuer.fetchJson,
    now: () => clock.ms,
    onRefreshFailed: (error) => refreshFailures.push(error),
  });
  return { verifier, issuer, clock, refreshFailures };
}

const freshToken = (signer: SigningKey, nowMs: number) =>
  compact(signer, idClaims({ iat: nowMs / 1000, exp: nowMs / 1000 + 3600 }));
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('verifying a token', () => {
  it('says who an id token of Cognito speaks for', async () => {
    const claims = { token_use: 'id', 'cognito:username': 'ada', name: 'Ada L.', 'cognito:groups': ['admin', 'b'] };

    await expect(aVerifier().verifier.verify(compact(key, idClaims(claims)))).resolves.toEqual({
      issuer: 'https://issuer.example/realm',
      principalId: 'ada',
      username: 'ada',
      displayName: 'Ada L.',
      groups: ['admin', 'b'],
      tokenUse: 'id',
      expiresAt: NOW + 3600,
    });
  });

  const accepted: [what: string, token: string, principal: object, settings?: object][] = [
    ['an access token of Cognito', compact(key, accessClaims()), { principalId: 'ada', tokenUse: 'access' }],
    ['a token without groups', compact(key, idClaims({ 'cognito:groups': undefined })), { groups: [] }],
    ['an elliptic curve signature', compact(curve, idClaims()), { principalId: 'user-1' }],
    ['the leeway after exp', compact(key, idClaims({ exp: NOW - 29 })), { expiresAt: NOW - 29 }],
    ['the leeway before nbf', compact(key, idClaims({ nbf: NOW + 30 })), {}],
    ["the issuer's clock a minute ahead", compact(key, idClaims({ iat: NOW + 60 })), {}],
    ['several audiences when azp is ours', compact(key, idClaims({ aud: ['web', 'x'], azp: 'web' })), {}],
    ['typ JWT and x5t', compact(key, idClaims(), { typ: 'JWT', x5t: 'abc' }), { tokenUse: 'id' }],
    [
      'an RFC 9068 access token',
      compact(key, idClaims(), { typ: 'at+jwt' }),
      { tokenUse: 'access', principalId: 'user-1' },
    ],
    [
      "Keycloak's access token",
      compact(key, idClaims({ typ: 'Bearer', username: 'x' })),
      { tokenUse: 'access', principalId: 'user-1' },
    ],
    [
      'a user name elsewhere than Cognito as no identity',
      compact(key, idClaims({ 'cognito:username': 'root' })),
      { principalId: 'user-1' },
    ],
    [
      'a configured principal',
      compact(key, idClaims({ oid: 'o-1' })),
      { principalId: 'o-1' },
      { principalClaim: 'oid' },
    ],
    [
      'groups at a dotted path',
      compact(key, idClaims({ realm: { roles: ['a'] } })),
      { groups: ['a'] },
      { groupsClaim: 'realm.roles' },
    ],
    [
      'groups under a name with dots',
      compact(key, idClaims({ 'https://x.io/g': ['a'] })),
      { groups: ['a'] },
      { groupsClaim: 'https://x.io/g' },
    ],
    [
      'a display name fit to be shown only',
      compact(key, idClaims({ name: 'a\nb', email: 'a@b.c' })),
      { displayName: 'a@b.c' },
    ],
  ];
  for (const [what, token, principal, settings] of accepted) {
    it(`accepts ${what}`, async () => {
      await expect(aVerifier(settings ? { settings } : {}).verifier.verify(token)).resolves.toMatchObject(principal);
    });
  }

  it('asks the issuer nothing for a token that could not be valid anyway', async () => {
    const { verifier, issuer } = aVerifier();

    await expect(verifier.verify(compact(key, idClaims({ iss: 'https://evil.example' })))).rejects.toThrow('issuer');
    await expect(verifier.verify(compact(key, idClaims({ exp: NOW - 90, iat: NOW - 99 })))).rejects.toThrow('expired');

    expect(issuer.requests).toEqual([]);
  });
});

describe("following the issuer's keys", () => {
  it('accepts a rotated key at its first use, without restart', async () => {
    const { verifier, issuer } = aVerifier({ keys: [key] });
    await verifier.hydrate();
    issuer.keys = [key, newKey];

    await expect(verifier.verify(compact(newKey, idClaims()))).resolves.toMatchObject({ principalId: 'user-1' });
  });

  it('downloads keys at most once per 10 s for unknown key ids, and accepts a rotated key after that', async () => {
    const { verifier, issuer, clock } = aVerifier({ keys: [key] });
    await verifier.hydrate();
    const before = issuer.requests.length;
    for (let i = 0; i < 20; i++) {
      await expect(verifier.verify(compact(key, idClaims(), { kid: `guess-${i}` }))).rejects.toMatchObject({
        reason: 'key',
      });
    }
    expect(issuer.requests.length - before).toBe(2);

    issuer.keys = [newKey];
    clock.ms += 10_000;

    await expect(verifier.verify(compact(newKey, idClaims()))).resolves.toMatchObject({ principalId: 'user-1' });
  });

  it('stops accepting a withdrawn key within five minutes of use', async () => {
    const { verifier, issuer, clock } = aVerifier({ keys: [key, newKey] });
    await verifier.hydrate();
    issuer.keys = [newKey];
    clock.ms += 300_000;

    await expect(verifier.verify(freshToken(key, clock.ms))).resolves.toBeDefined();
    await settled();

    await expect(verifier.verify(freshToken(key, clock.ms))).rejects.toMatchObject({ reason: 'key' });
    await expect(verifier.verify(freshToken(newKey, clock.ms))).resolves.toBeDefined();
  });

  it('takes a key that was replaced under its old id', async () => {
    const { verifier, issuer, clock } = aVerifier({ keys: [key] });
    const replacement = rsaKey('key-1');
    await verifier.verify(compact(key, idClaims()));
    issuer.keys = [replacement];
    clock.ms += 300_000;
    await verifier.verify(freshToken(key, clock.ms));
    await settled();

    await expect(verifier.verify(freshToken(replacement, clock.ms))).resolves.toBeDefined();
    await expect(verifier.verify(freshToken(key, clock.ms))).rejects.toMatchObject({ reason: 'signature' });
  });

  it('keeps verifying known keys through an outage, and reports it', async () => {
    const { verifier, issuer, clock, refreshFailures } = aVerifier();
    await verifier.hydrate();
    issuer.isDown = true;
    clock.ms += 3_600_000;

    await expect(verifier.verify(freshToken(key, clock.ms))).resolves.toBeDefined();
    await settled();
    await expect(verifier.verify(freshToken(key, clock.ms))).resolves.toBeDefined();

    expect(refreshFailures).toMatchObject([{ name: 'KeysUnavailable' }]);
  });

  it('still follows a rotation when only the discovery document is out of reach', async () => {
    const { verifier, issuer } = aVerifier({ keys: [key] });
    await verifier.hydrate();
    issuer.discovery = undefined;
    issuer.keys = [newKey];

    await expect(verifier.verify(compact(newKey, idClaims()))).resolves.toBeDefined();
  });

  it('says that no verdict is possible while the first keys are out of reach, and recovers by itself', async () => {
    const { verifier, issuer, clock } = aVerifier();
    issuer.isDown = true;
    await expect(verifier.hydrate()).rejects.toMatchObject({ name: 'KeysUnavailable' });
    await expect(verifier.verify(compact(key, idClaims()))).rejects.toMatchObject({ name: 'KeysUnavailable' });
    expect(issuer.requests).toHaveLength(1);

    issuer.isDown = false;
    clock.ms += 1_000;

    await expect(verifier.verify(compact(key, idClaims()))).resolves.toBeDefined();
  });

  it('shares one download among concurrent first tokens', async () => {
    const { verifier, issuer } = aVerifier();

    await Promise.all(Array.from({ length: 50 }, () => verifier.verify(compact(key, idClaims()))));

    expect(issuer.requests).toEqual([
      'https://issuer.example/realm/.well-known/openid-configuration',
      'https://keys.example/jwks',
    ]);
  });
});

describe('discovering the issuer', () => {
  const wrong: [what: string, discovery: unknown][] = [
    ['another issuer', { issuer: 'https://issuer.example/realm/', jwks_uri: 'https://keys.example/jwks' }],
    ['no issuer', { jwks_uri: 'https://keys.example/jwks' }],
    ['no keys', { issuer: 'https://issuer.example/realm' }],
    ['keys over plain HTTP', { issuer: 'https://issuer.example/realm', jwks_uri: 'http://keys.example/jwks' }],
    ['keys in a file', { issuer: 'https://issuer.example/realm', jwks_uri: 'file:///etc/keys' }],
    ['nothing', null],
  ];
  for (const [what, discovery] of wrong) {
    it(`trusts no document that names ${what}`, async () => {
      const { verifier, issuer } = aVerifier();
      issuer.discovery = discovery;

      await expect(verifier.verify(compact(key, idClaims()))).rejects.toMatchObject({ name: 'KeysUnavailable' });
    });
  }

  it('asks the configured addresses: an emulator or a private endpoint stands elsewhere than the issuer says', async () => {
    const discoveryUrl = 'http://127.0.0.1:8081/pool/.well-known/openid-configuration';
    const { verifier, issuer } = aVerifier({ settings: { discoveryUrl } });
    issuer.discovery = { issuer: 'https://issuer.example/realm', jwks_uri: 'http://127.0.0.1:8081/pool/jwks.json' };

    await verifier.verify(compact(key, idClaims()));

    expect(issuer.requests).toEqual([discoveryUrl, 'http://127.0.0.1:8081/pool/jwks.json']);
  });

  it('is skipped when the address of the keys is configured', async () => {
    const { verifier, issuer } = aVerifier({ settings: { jwksUri: 'https://keys.example/direct' } });

    await verifier.verify(compact(key, idClaims()));

    expect(issuer.requests).toEqual(['https://keys.example/direct']);
  });

  it('refuses keys that cannot be read', async () => {
    const verifier = createTokenVerifier(testSettings({ jwksUri: 'https://keys.example/jwks' }), {
      fetchJson: async () => ({ keys: 'none' }),
      now: () => NOW_MS,
    });

    await expect(verifier.hydrate()).rejects.toMatchObject({ name: 'KeysUnavailable' });
  });
});
