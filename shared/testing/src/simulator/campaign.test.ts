import { describe, expect, it } from '@jest/globals';
import { nothing, restedWithin, tallyOf, together, type RunResult } from './campaign.ts';
import { workThrough } from './work-through.ts';

const run = (fields: Partial<RunResult> = {}): RunResult => ({
  wrong: [],
  hash: 'c0ffee00',
  restedAfter: 90,
  steps: 10,
  ...fields,
});

describe('the tally of a campaign', () => {
  const one = tallyOf(1, 'events', run({ wrong: ['it is lost'] }));
  const two = tallyOf(2, 'events', run({ restedAfter: 600 }));

  it('is the same in whatever order its parts come in', () => {
    expect(together(one, two)).toEqual(together(two, together(one, nothing)));
    expect(together(one, two)).toMatchObject({
      runs: 2,
      steps: 20,
      violations: [{ seed: 1, variant: 'events', wrong: ['it is lost'] }],
    });
  });

  it('differs when one of its runs does', () => {
    expect(together(one, tallyOf(2, 'events', run({ hash: 'c0ffee01' }))).hash).not.toBe(together(one, two).hash);
  });

  it('says within how many virtual minutes a share of the runs rested', () => {
    const tally = together(one, two);

    expect([0.5, 0.51, 1].map((share) => restedWithin(tally, share))).toEqual([2, 10, 10]);
  });
});

describe('working through tasks on several threads', () => {
  const worker = new URL('doubling.fixture.ts', import.meta.url);

  it('does each of them once', async () => {
    const done = new Map<number, number>();

    await workThrough<number, number>(worker, 2, [1, 2, 3, 4, 5], (result, task) => void done.set(task, result));

    expect([...done].sort(([a], [b]) => a - b)).toEqual([
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
      [5, 10],
    ]);
  });

  it('fails when one of them does', async () => {
    await expect(workThrough(worker, 2, [1, -1, 2], () => undefined)).rejects.toThrow('-1 is below zero');
  });
});
