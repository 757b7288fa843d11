import { describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '../verify.ts';
import { adversarialTokens, publishedKeys, validToken } from './adversarial-tokens.ts';
import { NOW_MS, testIssuer, testSettings } from './test-issuer.ts';

const verifierFor = (settings: object = {}) =>
  createTokenVerifier(testSettings(settings), { fetchJson: testIssuer(...publishedKeys).fetchJson, now: () => NOW_MS });

describe('verifying a forged, borrowed or broken token', () => {
  it('accepts the token they are all derived from', async () => {
    await expect(verifierFor().verify(validToken)).resolves.toMatchObject({ principalId: 'user-1' });
  });

  for (const [group, cases] of Object.entries(adversarialTokens)) {
    describe(`${group}`, () => {
      for (const [name, reason, token, settings] of cases) {
        it(`rejects ${name}: ${reason}`, async () => {
          await expect(verifierFor(settings).verify(token)).rejects.toMatchObject({ name: 'TokenRejected', reason });
        });
      }
    });
  }
});
