import { describe, expect, it } from '@jest/globals';
import { isAdmin, isAdmitted } from './roles.ts';

const roles = { adminGroup: 'admin', userGroup: 'staff', ragAdminGroup: 'rag' };

describe('letting a verified user in', () => {
  for (const group of ['admin', 'staff', 'rag']) {
    it(`admits members of ${group}`, () => {
      expect(isAdmitted(roles, ['other', group])).toBe(true);
    });
  }

  for (const groups of [[], ['other'], ['Staff'], ['staff '], ['group:staff'], ['sta'], ['staff,admin']]) {
    it(`keeps out members of ${JSON.stringify(groups)}`, () => {
      expect(isAdmitted(roles, groups)).toBe(false);
    });
  }

  it('admits everybody when no user group is set', () => {
    expect(isAdmitted({ ...roles, userGroup: '' }, [])).toBe(true);
  });

  it('lets nobody in by the empty name of an unset role', () => {
    expect(isAdmitted({ adminGroup: '', userGroup: 'staff', ragAdminGroup: '' }, [''])).toBe(false);
  });

  it('makes nobody an administrator by an unset group, a prefix or another case', () => {
    expect(isAdmin({ adminGroup: '' }, ['', 'admin'])).toBe(false);
    expect(isAdmin(roles, ['group:admin', 'Admin', 'admi'])).toBe(false);
    expect(isAdmin(roles, ['admin'])).toBe(true);
  });
});
