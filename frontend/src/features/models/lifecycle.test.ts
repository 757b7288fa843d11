import { describe, expect, it } from '@jest/globals';
import { adviceFor } from './failure-advice.ts';
import { progressOf, shownSteps, spanOf } from './lifecycle.ts';

const begun = 1_795_276_800_000;
const steps = [
  { name: 'requested', at: begun },
  { name: 'stack', at: begun + 95_000 },
  { name: 'probe' },
  { name: 'routed' },
] as const;

describe('showing the way of a request', () => {
  it('tells what is done and how long it took, what is under way, and what is ahead', () => {
    expect(shownSteps({ status: 'Creating', steps: [...steps] })).toEqual([
      { name: 'requested', at: begun, state: 'done' },
      { name: 'stack', at: begun + 95_000, state: 'done', took: 95_000 },
      { name: 'probe', state: 'under way' },
      { name: 'routed', state: 'ahead' },
    ]);
    expect(progressOf({ status: 'Creating', steps: [...steps] })).toBe('Step 3 of 4: probe');
  });

  it('marks where it failed, and speaks of no progress then', () => {
    const failed = { status: 'Failed' as const, steps: [...steps] };

    expect(shownSteps(failed).map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'ahead']);
    expect(progressOf(failed)).toBeUndefined();
  });

  it.each([
    [850, '850 ms'],
    [12_400, '12 s'],
    [185_000, '3 min 5 s'],
    [119_700, '2 min 0 s'],
  ])('says %i ms as %s', (milliseconds, words) => {
    expect(spanOf(milliseconds)).toBe(words);
  });
});

describe('advising after a failure', () => {
  it.each([
    ['Weights missing: s3://models/qwen/', /Copy the weights/],
    ['CannotPullContainerError: manifest unknown', /name of the image/],
    ['We currently do not have sufficient capacity: InsufficientInstanceCapacity', /none of these instances/],
    ['Something nobody foresaw', /Put right what is named here/],
  ])('of %s names the next step', (failureReason, words) => {
    expect(adviceFor({ status: 'Failed', failureReason })).toMatch(words);
    expect(adviceFor({ status: 'Failed', failureReason })).toContain('add one like it, and delete this one');
  });

  it('tells what is possible now, and says nothing where nothing failed', () => {
    expect(adviceFor({ status: 'Stopped', failureReason: 'x' })).toContain('start it again');
    expect(adviceFor({ status: 'InService', failureReason: 'x' })).toBe('It runs on as it was before the change.');
    expect(adviceFor({ status: 'Creating', failureReason: 'Ready; waits' })).toBeUndefined();
    expect(adviceFor({ status: 'Failed' })).toBeUndefined();
  });
});
