import { mutants } from './mutants.ts';
import { simulate } from './simulate.ts';

/** Enough for the rarest of them. */
const mostSeeds = 4000;
/** One that nobody can notice is not looked for as long. */
const mostSeedsOfSurvivors = 400;

export interface Hunt {
  readonly name: string;
  /** The seed that gave it away, and what was wrong there; undefined if none did. */
  readonly noticed?: { readonly seed: number; readonly wrong: string };
}

/** Runs a mutant until something is wrong. */
export async function hunt(name: string, most?: number): Promise<Hunt> {
  const mutant = mutants[name];
  if (!mutant) throw new Error(`There is no mutant "${name}"`);
  const { mode, alter, faults = {}, survives } = mutant;
  const seeds = most ?? (survives === undefined ? mostSeeds : mostSeedsOfSurvivors);
  for (let seed = 1; seed <= seeds; seed++) {
    const { wrong } = await simulate(seed, { mode, faults, alter: alter() });
    if (wrong[0] !== undefined) return { name, noticed: { seed, wrong: wrong[0] } };
  }
  return { name };
}
