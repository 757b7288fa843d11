/** Random choices that a seed repeats exactly (mulberry32). */
export interface SeededRandom {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** Whether something of this likelihood happens. */
  chance(likelihood: number): boolean;
  /** An integer from 0 up to, and without, `limit`. */
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (likelihood) => next() < likelihood,
    pick: (choices) => choices[below(choices.length)]!,
  };
}
