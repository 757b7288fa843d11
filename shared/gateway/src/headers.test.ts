import { describe, expect, it } from '@jest/globals';
import { mayTravel, requestHeaders, responseHeaders } from './headers.ts';

const everything = () => true;

describe('passing request headers on', () => {
  it('keeps what is allowed, values untouched, repeated ones too', () => {
    const raw = ['Accept', 'text/*', 'X-Odd', 'a, b', 'x-odd', 'c', 'Secret-Thing', '1'];

    expect(requestHeaders(raw, (name) => name !== 'secret-thing')).toEqual([
      'accept',
      'text/*',
      'x-odd',
      'a, b',
      'x-odd',
      'c',
    ]);
  });

  it.each([
    'Authorization',
    'Api-Key',
    'X-API-KEY',
    'Cookie',
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'TE',
    'Upgrade',
    'Expect',
    'Keep-Alive',
    'Proxy-Authorization',
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Real-IP',
    'X-Amzn-Trace-Id',
    'X-Amz-Security-Token',
  ])('never passes %s on, whatever is allowed', (name) => {
    expect(requestHeaders([name, 'x'], everything)).toEqual([]);
    expect(mayTravel(name.toLowerCase())).toBe(false);
  });

  it('leaves behind what the caller nominated for its own connection', () => {
    const raw = ['Connection', 'close, X-Hop', 'X-Hop', '1', 'X-End', '2', 'connection', 'x-other', 'X-Other', '3'];

    expect(requestHeaders(raw, everything)).toEqual(['x-end', '2']);
  });
});

describe('passing response headers on', () => {
  it('keeps what is allowed and does not belong to the connection', () => {
    const headers = {
      'content-type': 'a/b',
      'transfer-encoding': 'chunked',
      connection: 'close',
      'x-many': ['1', '2'],
      'x-not': 'n',
    };

    expect(responseHeaders(headers, (name) => name !== 'x-not')).toEqual([
      'content-type',
      'a/b',
      'x-many',
      '1',
      'x-many',
      '2',
    ]);
  });
});
