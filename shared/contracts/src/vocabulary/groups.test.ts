import { describe, expect, it } from '@jest/globals';
import { admits } from './groups.ts';

describe('opening something to groups', () => {
  it.each([
    [[], [], true],
    [['a'], [], false],
    [['a'], ['b', 'a'], true],
    [['group:a'], ['a'], true],
    [['a'], ['group:a'], true],
    [['group:a'], ['b'], false],
    [['a'], ['A'], false],
    [['a'], ['group:group:a'], false],
  ])('to %j admits a member of %j: %s', (allowed, mine, expected) => {
    expect(admits(allowed, mine)).toBe(expected);
  });
});
