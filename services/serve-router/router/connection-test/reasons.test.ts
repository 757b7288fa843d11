import { describe, expect, it } from '@jest/globals';
import { unreachable } from './reasons.ts';

const at = new URL('https://models.example.com:8443/v1');
const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('saying why an address cannot be reached', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'The certificate of models.example.com:8443 has expired.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is not signed by an authority the router trusts'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'was made out to another name'],
    ['UND_ERR_CONNECT_TIMEOUT', 'firewalls and security groups'],
    ['EHOSTUNREACH', 'firewalls and security groups'],
    ['HPE_INVALID_CONSTANT', 'does not speak HTTP'],
  ])('names the cause of %s', (code, words) => {
    expect(unreachable(coded(code), at).reason).toContain(words);
  });

  it('looks behind what wraps the cause', () => {
    const wrapped = new TypeError('fetch failed', { cause: coded('ECONNREFUSED') });

    expect(unreachable(wrapped, at).reason).toContain('Nothing listens at models.example.com:8443');
  });
});
