import { describe, expect, it } from '@jest/globals';
import { addressOf } from './address.ts';

describe('reading a request target', () => {
  it.each([
    ['/local/models?limit=2', '/models', '?limit=2'],
    ['/local', '/', ''],
    ['/local/', '/', ''],
    ['/v1/chat/completions?a=/b?c', '/v1/chat/completions', '?a=/b?c'],
    ['/v2/serve/models', '/v2/serve/models', ''],
    ['/health', '/health', ''],
    ['http://any.host:1/local/x%2Fy/../z', '/x%2Fy/../z', ''],
  ])('finds the path of %s', (target, path, query) => {
    expect(addressOf(target, 'local')).toEqual({ kind: 'api', path, query });
  });

  it.each([
    ['/', '/local/'],
    ['/?code=1', '/local/?code=1'],
  ])('leads %s to the stage', (target, location) => {
    expect(addressOf(target, 'local')).toEqual({ kind: 'redirect', location });
  });

  it.each(['/localhost', '/models', '/v1x', '/v2/other', '/healthy', '/favicon.ico', '*'])(
    'knows nothing of %s',
    (target) => {
      expect(addressOf(target, 'local')).toEqual({ kind: 'elsewhere' });
    },
  );
});
