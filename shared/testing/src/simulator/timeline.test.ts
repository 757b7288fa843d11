import { describe, expect, it } from '@jest/globals';
import { timeline } from './timeline.ts';

describe('letting virtual time pass', () => {
  it('keeps appointments in order of time, and those of one moment in the order they were made', async () => {
    const time = timeline(0);
    const kept: string[] = [];
    for (const [at, name] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'b1'],
      [20, 'b2'],
      [10, 'a2'],
    ] as const)
      time.after(at, () => kept.push(`${name}@${time.now()}`));

    await time.pass(25);

    expect(kept).toEqual(['a@10', 'a2@10', 'b1@20', 'b2@20']);
    expect([time.now(), time.kept()]).toEqual([25, 4]);
  });

  it('keeps a thousand of them in order', async () => {
    const time = timeline(0);
    const kept: number[] = [];
    for (let n = 0; n < 1000; n++) time.after((n * 7919) % 1009, () => kept.push(time.now()));

    await time.pass(2000);

    expect(kept).toHaveLength(1000);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  });

  it('runs everything that one appointment set off before the next', async () => {
    const time = timeline(0);
    const told: string[] = [];
    time.after(1, () => void chain(40).then(() => told.push('chain')));
    time.after(1, () => told.push('next'));

    await time.pass(1);

    expect(told).toEqual(['chain', 'next']);
  });

  it('forgets what was cancelled', async () => {
    const time = timeline(0);
    const kept: string[] = [];
    time.after(5, () => kept.push('cancelled')).cancel();
    time.after(6, () => kept.push('kept'));

    await time.pass(10);

    expect(kept).toEqual(['kept']);
  });

  it('stops early when it is over', async () => {
    const time = timeline(0);
    const kept: number[] = [];
    for (const at of [1, 2, 3]) time.after(at, () => kept.push(at));

    await time.pass(10, () => kept.length === 2);

    expect([kept, time.now()]).toEqual([[1, 2], 2]);
  });

  it('ends with the error of an appointment', async () => {
    const time = timeline(0);
    time.after(1, () => {
      throw new Error('broken');
    });

    await expect(time.pass(2)).rejects.toThrow('broken');
  });
});

const chain = async (links: number): Promise<void> => {
  for (let n = 0; n < links; n++) await Promise.resolve();
};
