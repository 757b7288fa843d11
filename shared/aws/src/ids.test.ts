import { describe, expect, it } from '@jest/globals';
import { Uid } from '@lisa/contracts/vocabulary/ids';
import { ulids } from './ids.ts';

describe('minting ids', () => {
  it('makes them fit the contract, differ, and sort by time even within a millisecond', () => {
    const minted = Array.from({ length: 1000 }, () => ulids.uid());

    expect(minted.every((uid) => Uid.safeParse(uid).success)).toBe(true);
    expect(new Set(minted).size).toBe(1000);
    expect([...minted].sort()).toEqual(minted);
  });
});
