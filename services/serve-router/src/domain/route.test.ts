import { describe, expect, it } from '@jest/globals';
import { isNews, mayComplete, newlyConfirmed, servedByAll, type Route } from './route.ts';

const older = '01ky3m7r9t4v2c8q5h3n6w0e1z';
const newer = '01ky3m7r9t4v2c8q5h3n6w0e20';
const aRoute = (fields: Partial<Route>): Route => ({
  modelId: 'm',
  uid: older,
  modelVersion: 3,
  serving: true,
  changedAt: 5,
  confirmedAt: 5,
  correlationId: 'c',
  ...fields,
});

describe('deciding whether a fact is news', () => {
  it.each([
    ['a later version', { uid: older, modelVersion: 4 }, true],
    ['the same version again', { uid: older, modelVersion: 3 }, false],
    ['an earlier version, late', { uid: older, modelVersion: 2 }, false],
    ['the name given again', { uid: newer, modelVersion: 1 }, true],
  ])('%s', (_, knowledge, expected) => {
    expect(isNews(aRoute({}), { modelId: 'm', ...knowledge })).toBe(expected);
  });

  it('takes nothing of an earlier owner of the name', () => {
    expect(isNews(aRoute({ uid: newer, modelVersion: 1 }), { modelId: 'm', uid: older, modelVersion: 9 })).toBe(false);
  });
});

describe('finding what every live router serves', () => {
  it('is the least version among live leases', () => {
    const leases = [
      { taskId: 'a', version: 7, expiresAt: 110 },
      { taskId: 'b', version: 5, expiresAt: 110 },
      { taskId: 'gone', version: 1, expiresAt: 99 },
    ];

    expect(servedByAll(leases, 100)).toBe(5);
    expect(servedByAll([], 100)).toBeUndefined();
  });

  it('names routes whose change has arrived everywhere, once', () => {
    const arrived = aRoute({ modelId: 'arrived', changedAt: 5, confirmedAt: 0 });
    const underWay = aRoute({ modelId: 'under-way', changedAt: 6, confirmedAt: 0 });

    expect(newlyConfirmed([arrived, underWay, aRoute({})], 5)).toEqual([arrived]);
  });
});

describe('a change of a lease', () => {
  it.each([
    ['a renewal', '5', '5', false],
    ['another version', '5', '6', true],
    ['a router that joins', undefined, '5', true],
    ['a router that leaves', '5', undefined, true],
  ])('%s', (_, before, after, expected) => {
    expect(mayComplete(before, after)).toBe(expected);
  });
});
