import { describe, expect, it } from '@jest/globals';
import { isAdmitted } from './admission.ts';

const roles = { adminGroup: 'admin', userGroup: 'staff', ragAdminGroup: 'rag' };

describe('letting a verified user in', () => {
  for (const group of ['admin', 'staff', 'rag']) {
    it(`admits members of ${group}`, () => {
      expect(isAdmitted(['other', group], roles)).toBe(true);
    });
  }

  for (const groups of [[], ['other'], ['Staff'], ['staff '], ['group:staff'], ['sta'], ['staff,admin']]) {
    it(`keeps out members of ${JSON.stringify(groups)}`, () => {
      expect(isAdmitted(groups, roles)).toBe(false);
    });
  }

  it('admits everybody when no user group is set', () => {
    expect(isAdmitted([], { ...roles, userGroup: '' })).toBe(true);
  });

  it('lets nobody in by the empty name of an unset role', () => {
    expect(isAdmitted([''], { adminGroup: '', userGroup: 'staff', ragAdminGroup: '' })).toBe(false);
  });
});
