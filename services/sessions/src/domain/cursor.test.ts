import { describe, expect, it } from '@jest/globals';
import { cursorOf, placeIn } from './cursor.ts';

describe('a cursor', () => {
  it.each([0, 7, 99_999])('leads back to place %i', (place) => {
    expect(placeIn(cursorOf('desc', place), 'desc')).toBe(place);
    expect(placeIn(cursorOf('asc', place), 'asc')).toBe(place);
  });

  it.each([
    ['of the other order', cursorOf('asc', 3)],
    ['that is no cursor', 'x'],
    ['that is empty', ''],
    ['of a negative place', btoa('desc:-1')],
    ['of no place', btoa('desc:')],
    ['of an endless place', btoa('desc:99999999999')],
    ['with more behind it', `${cursorOf('desc', 3)}AAAA`],
    ['in other characters', 'ü%%'],
  ])('%s leads nowhere', (_, cursor) => {
    expect(placeIn(cursor, 'desc')).toBeUndefined();
  });
});
