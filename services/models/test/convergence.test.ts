import { beforeAll, describe, expect, it } from '@jest/globals';
import { logger } from '@lisa/kit/logger';
import { simulate } from './simulation.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const seeds = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first + n);

/** The seeds that do not end as wanted, each with what is wrong; repeat one with `simulate(seed)`. */
async function failing(
  tried: readonly number[],
  options?: Parameters<typeof simulate>[1],
): Promise<Record<number, string[]>> {
  const found: Record<number, string[]> = {};
  for (const seed of tried) {
    const wrong = await simulate(seed, options);
    if (wrong.length) found[seed] = wrong;
  }
  return found;
}

describe('once faults stop, every model comes to be what was wanted', () => {
  it.each([1, 2, 3])(
    'hundred %i: events lost, doubled, late and reordered, a dead relay, steps and calls that crash',
    async (hundred) => {
      expect(await failing(seeds(hundred * 100, 100))).toEqual({});
    },
  );

  it('however many events are lost', async () => {
    expect(await failing(seeds(400, 40), { lose: 0.6 })).toEqual({});
  });

  it('and a seed repeats itself', async () => {
    const without = { withSweep: false };

    expect(await simulate(7, without)).toEqual(await simulate(7, without));
  });
});

describe('a platform that lacks a repair is found', () => {
  it('when nothing sweeps', async () => {
    const found = Object.values(await failing(seeds(100, 40), { withSweep: false })).flat();

    expect(found).toContainEqual(expect.stringMatching(/is wanted running and is Creating/));
    expect(found).toContainEqual(expect.stringMatching(/is wanted gone and is Deleting/));
    expect(found).toContainEqual(expect.stringMatching(/is left behind/));
  });

  it('when nothing repeats what others missed', async () => {
    const found = Object.values(await failing(seeds(100, 40), { withRepublish: false, lose: 0.6 })).flat();

    expect(found).toContainEqual(expect.stringMatching(/routers serve .*, which is gone/));
  });
});
