import { describe, expect, it } from '@jest/globals';
import { parseIssuerSettings } from './settings.ts';

const settingsWith = (changes: object) =>
  JSON.stringify({ issuer: 'https://i.example', audience: ['web'], ...changes });

describe('reading the issuer settings', () => {
  it('needs an issuer and an audience only', () => {
    expect(parseIssuerSettings(settingsWith({}))).toEqual({
      issuer: 'https://i.example',
      audience: ['web'],
      algorithms: ['RS256'],
      tokenUse: ['id', 'access'],
      groupsClaim: 'cognito:groups',
    });
  });

  for (const url of [
    'https://i.example/keys',
    'http://127.0.0.1:8081/keys',
    'http://127.9.8.7/keys',
    'http://[::1]:80/keys',
  ]) {
    it(`fetches keys from ${url}`, () => {
      expect(parseIssuerSettings(settingsWith({ jwksUri: url }))).toMatchObject({ jwksUri: url });
    });
  }

  const unsafe = [
    'http://i.example/keys',
    'http://localhost/keys',
    'http://127.0.0.1.evil.example/keys',
    'http://127.0.0.1@evil.example/keys',
    'http://169.254.169.254/keys',
    'file:///keys',
    'keys',
  ];
  for (const discoveryUrl of unsafe) {
    it(`refuses to fetch from ${discoveryUrl}`, () => {
      expect(() => parseIssuerSettings(settingsWith({ discoveryUrl }))).toThrow(/https:\/\/.*discoveryUrl/s);
    });
  }

  const wrong: [field: string, settings: object][] = [
    ['issuer', { issuer: '' }],
    ['audience', { audience: [] }],
    ['audience', { audience: 'web' }],
    ['algorithms', { algorithms: ['none'] }],
    ['algorithms', { algorithms: ['HS256'] }],
    ['tokenUse', { tokenUse: ['refresh'] }],
    ['jwksUrl', { jwksUrl: 'https://misspelt.example' }],
  ];
  for (const [field, settings] of wrong) {
    it(`names ${field} when it is ${JSON.stringify(settings)}`, () => {
      expect(() => parseIssuerSettings(settingsWith(settings))).toThrow(field);
    });
  }

  it('says when it is no JSON', () => {
    expect(() => parseIssuerSettings('none')).toThrow('not JSON');
  });
});
