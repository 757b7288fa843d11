import { beforeAll, describe, expect, it } from '@jest/globals';
import { logger } from '@lisa/kit/logger';
import type { Mode } from './simulation/alterations.ts';
import { hunt } from './simulation/hunt.ts';
import { regressions } from './simulation/regressions.ts';
import { modes, simulate } from './simulation/simulate.ts';

beforeAll(() => {
  logger.setLogLevel('SILENT');
  Error.stackTraceLimit = 0;
});

/** The seeds in which something is wrong, and what; repeat one with `npm run simulate -- --seed … --mode …`. */
async function wrongIn(mode: Mode, count: number): Promise<Record<number, readonly string[]>> {
  const found: Record<number, readonly string[]> = {};
  for (let seed = 1; seed <= count; seed++) {
    const { wrong } = await simulate(seed, { mode });
    if (wrong.length > 0) found[seed] = wrong;
  }
  return found;
}

describe('the life of models under seeded faults', () => {
  it.each(modes)('ends as it was wanted, and nothing happens on the way that must not: %s', async (mode) => {
    expect(await wrongIn(mode, 80)).toEqual({});
  });

  it('repeats itself, step by step', async () => {
    const hashes = async () => {
      const found: string[] = [];
      for (let seed = 1; seed <= 30; seed++) found.push((await simulate(seed)).hash);
      return found;
    };
    const first = await hashes();

    expect(await hashes()).toEqual(first);
    expect(new Set(first).size).toBe(30);
  });

  it.each(regressions)('is still well where it once was not: seed $seed, $mode. $was', async ({ seed, mode }) => {
    expect((await simulate(seed, { mode })).wrong).toEqual([]);
  });
});

// Every mutant is hunted by `npm run simulate -- --mutants`; these show themselves soon.
it.each(['nothing sweeps', 'nothing probes', 'the token is not kept', 'StackReady is believed without looking'])(
  'a mistake is noticed: %s',
  async (name) => {
    expect((await hunt(name, 100)).noticed).toBeDefined();
  },
);
