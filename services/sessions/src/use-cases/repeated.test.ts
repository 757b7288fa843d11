import { describe, expect, it } from '@jest/globals';
import { Failure } from '@lisa/kit/failure';
import { manualClock } from '@lisa/testing/manual-clock';
import { repeated } from './repeated.ts';

/** Waits that take this long each, and how many there were. */
function waits(seconds: number) {
  const clock = manualClock();
  const repetitions: number[] = [];
  const backOff = async (repetition: number) => {
    repetitions.push(repetition);
    clock.advance(seconds);
  };
  return { clock, backOff, repetitions };
}

const overtaken = () => Promise.reject(new Failure('ChangedMeanwhile'));

describe('repeating a write that was overtaken', () => {
  it('goes on until it succeeds, waiting a little each time', async () => {
    const ports = waits(0);
    let left = 3;

    expect(await repeated(() => (left-- > 0 ? overtaken() : Promise.resolve('done')), ports)).toBe('done');

    expect(ports.repetitions).toEqual([1, 2, 3]);
  });

  it.each([
    ['after sixty attempts', 0, 59],
    ['before the gateway does', 1, 21],
  ])('gives up %s', async (_, seconds, rounds) => {
    const ports = waits(seconds);

    await expect(repeated(overtaken, ports)).rejects.toMatchObject({ code: 'ChangedMeanwhile' });

    expect(ports.repetitions).toHaveLength(rounds);
  });

  it('does not repeat what failed for another reason', async () => {
    const ports = waits(0);

    await expect(repeated(() => Promise.reject(new Error('no answer')), ports)).rejects.toThrow('no answer');

    expect(ports.repetitions).toEqual([]);
  });
});
