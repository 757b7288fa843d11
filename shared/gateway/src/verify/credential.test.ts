import { describe, expect, it } from '@jest/globals';
import { credentialOf, credentialsOf } from './credential.ts';
import { TokenRejected } from './rejected.ts';

const apiKeyAllowed = true;

describe('reading the presented credential', () => {
  const presented: [what: string, value: string, credential: string | undefined][] = [
    ['a bearer token', 'Bearer abc', 'abc'],
    ['the scheme in any letter case', 'bEARER  abc', 'abc'],
    ['the raw token', 'abc', 'abc'],
    ['nothing', '', undefined],
    ['blanks', '  ', undefined],
    ['another scheme as it stands, to be rejected', 'Basic abc', 'Basic abc'],
    ['two credentials in one value as they stand', 'Bearer a, Bearer b', 'a, Bearer b'],
  ];
  for (const [what, authorization, credential] of presented) {
    it(`takes ${what}`, () => {
      expect(credentialOf({ authorization }, { apiKeyAllowed })).toBe(credential);
    });
  }

  it('knows header names in any letter case and as lists', () => {
    expect(credentialOf({ AUTHORIZATION: ['Bearer abc'] }, { apiKeyAllowed: false })).toBe('abc');
  });

  it('reads Api-Key and x-api-key only where they are allowed', () => {
    const headers = { 'Api-Key': 'k1', 'x-api-key': 'k2' };

    expect(credentialsOf(headers, { apiKeyAllowed })).toEqual(['k1', 'k2']);
    expect(credentialsOf(headers, { apiKeyAllowed: false })).toEqual([]);
  });

  it('keeps the order Authorization, Api-Key, x-api-key and names equal ones once', () => {
    const headers = { 'x-api-key': 'c', 'api-key': 'a', authorization: 'Bearer a', cookie: 'd' };

    expect(credentialsOf(headers, { apiKeyAllowed })).toEqual(['a', 'c']);
  });

  const repeated = [
    { authorization: ['Bearer a', 'Bearer b'] },
    { authorization: ['Bearer a', 'Bearer a'] },
    { Authorization: 'Bearer a', authorization: 'Bearer b' },
    { authorization: 'Bearer a', 'api-key': ['a', 'b'] },
  ];
  for (const headers of repeated) {
    it(`rejects a header that came twice: ${JSON.stringify(headers)}`, () => {
      expect(() => credentialOf(headers, { apiKeyAllowed })).toThrow(new TokenRejected('transport'));
    });
  }
});
