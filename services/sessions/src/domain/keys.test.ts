import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { historyKey, imageKey, imagePrefix, isImageOf, ownerKey } from './keys.ts';

/** User names that try to be somebody else's path, and any other text. */
const names = fc.oneof(
  fc.constantFrom('a', 'ab', 'a/b', '.', '..', '../', '../a', 'a/..', 'u/a', '%2e%2e', '=2E', 'a=2Fb', 'A', 'ä', 'a\0'),
  fc.string({ unit: 'binary', minLength: 1 }),
);

describe('building keys', () => {
  it('begins every key with the person, and keeps a stable user name readable', () => {
    expect(ownerKey('c0ffee00-12')).toBe('u/c0ffee00-12');
    expect(ownerKey('jo@example.com')).toBe('u/jo@example.com');
    expect(historyKey('jo', 's1', 'h1')).toBe('u/jo/sessions/s1/h1');
    expect(imageKey('jo', 's1', 'i1', 'png')).toBe('u/jo/images/s1/i1.png');
  });

  it('gives two people never the same key, nor one below the other', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other);
        expect(`${ownerKey(one)}/`.startsWith(`${ownerKey(other)}/`)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes one plain segment of any name', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(ownerKey(name)).toMatch(/^u\/[A-Za-z0-9@=._!~*'()-]+$/);
        expect(ownerKey(name)).not.toMatch(/^u\/\.+$/);
      }),
    );
  });

  it('gives nobody a key', () => {
    expect(() => ownerKey('')).toThrow('Nobody owns this');
  });

  it('keeps the images of a conversation apart from those of a longer id', () => {
    expect(imageKey('jo', 'ab', 'i', 'png').startsWith(imagePrefix('jo', 'a'))).toBe(false);
  });
});

describe('taking a key from a client', () => {
  const id = '01ky3m7r9t4v2c8q5h3n000001';

  it('knows an image of the same person', () => {
    expect(isImageOf('jo', imageKey('jo', 's1', id, 'png'))).toBe(true);
  });

  it.each([
    ['of another', imageKey('sam', 's1', id, 'png')],
    ['of somebody whose name begins the same', imageKey('jo2', 's1', id, 'png')],
    ['that walks up', `u/jo/images/../../sam/images/s1/${id}.png`],
    ['that walks up in the last part', `u/jo/images/s1/../${id}.png`],
    ['of something else', `u/jo/sessions/s1/${id}`],
    ['with more behind it', `${imageKey('jo', 's1', id, 'png')}/x`],
    ['with nothing behind it', 'u/jo/images/'],
    ['without an owner', ''],
  ])('refuses one %s', (_, key) => {
    expect(isImageOf('jo', key)).toBe(false);
  });
});
