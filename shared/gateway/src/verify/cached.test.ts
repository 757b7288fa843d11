import { describe, expect, it } from '@jest/globals';
import { cachedVerifier } from './cached.ts';
import type { Principal } from './principal.ts';
import { TokenRejected } from './rejected.ts';

const aPrincipal = (token: string, expiresAt: number): Principal => ({
  issuer: 'https://issuer.example',
  principalId: token,
  username: token,
  displayName: token,
  groups: [],
  tokenUse: 'id',
  expiresAt,
});

function aCache({ maxEntries = 100, lifetimeSeconds = 3600 } = {}) {
  const clock = { ms: 1_000_000 };
  const judged: string[] = [];
  const verify = async (token: string) => {
    judged.push(token);
    if (token.startsWith('bad')) throw new TokenRejected('signature');
    return aPrincipal(token, clock.ms / 1000 + lifetimeSeconds);
  };
  const limits = { maxEntries, maxSeconds: 60 };
  return { cache: cachedVerifier({ verify, hydrate: async () => undefined }, limits, () => clock.ms), clock, judged };
}

describe('remembering verdicts', () => {
  it('judges a token once a minute', async () => {
    const { cache, clock, judged } = aCache();
    const first = await cache.verify('a');
    clock.ms += 59_999;
    await expect(cache.verify('a')).resolves.toEqual(first);
    expect(judged).toEqual(['a']);

    clock.ms += 1;
    await cache.verify('a');

    expect(judged).toEqual(['a', 'a']);
  });

  it('never outlives the token', async () => {
    const { cache, clock, judged } = aCache({ lifetimeSeconds: 5 });
    await cache.verify('a');
    clock.ms += 5_000;

    await cache.verify('a');

    expect(judged).toEqual(['a', 'a']);
  });

  it('does not remember rejections', async () => {
    const { cache, judged } = aCache();

    await expect(cache.verify('bad')).rejects.toThrow(TokenRejected);
    await expect(cache.verify('bad')).rejects.toThrow(TokenRejected);

    expect(judged).toEqual(['bad', 'bad']);
  });

  it('lets the least recently used go when it is full', async () => {
    const { cache, judged } = aCache({ maxEntries: 2 });
    for (const token of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.verify(token);

    expect(judged).toEqual(['a', 'b', 'c', 'b']);
  });
});
