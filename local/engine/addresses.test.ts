import { describe, expect, it } from '@jest/globals';
import { createAddresses, subnetOf } from './addresses.ts';

describe('claiming an address', () => {
  it('gives the containers of one task the same, and another task another', () => {
    const addresses = createAddresses('127.9.9');

    expect([addresses.claim('a'), addresses.claim('a'), addresses.claim('b')]).toEqual([
      '127.9.9.2',
      '127.9.9.2',
      '127.9.9.3',
    ]);
  });

  it('reuses an address once all its claims are released', () => {
    const addresses = createAddresses('127.9.9');
    for (const task of ['a', 'a', 'b']) addresses.claim(task);

    addresses.release('a');
    expect(addresses.claim('c')).toBe('127.9.9.4');
    addresses.release('a');
    expect(addresses.claim('d')).toBe('127.9.9.2');
  });

  it('says so when all are taken', () => {
    const addresses = createAddresses('127.9.9');
    for (let task = 0; task < 253; task++) addresses.claim(String(task));

    expect(() => addresses.claim('one more')).toThrow('All 253 task addresses of 127.9.9 are taken');
  });
});

describe('the subnet of a platform', () => {
  it.each([
    [8080, '127.32.144'],
    [8090, '127.32.154'],
    [255, '127.1.255'],
    [65535, '127.2.255'],
  ])('of port %i is %s', (port, subnet) => {
    expect(subnetOf(port)).toBe(subnet);
  });
});
