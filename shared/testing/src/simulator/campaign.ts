import { workThrough } from './work-through.ts';

/** What one run said. */
export interface RunResult {
  readonly wrong: readonly string[];
  readonly hash: string;
  /** Seconds of virtual time until everything was as wanted. */
  readonly restedAfter: number;
  readonly steps: number;
}

/** A stretch of seeds, each of which is run once per variant. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

export interface Violation {
  readonly seed: number;
  readonly variant: string;
  readonly wrong: readonly string[];
}

/** What a stretch came to. */
export interface Tally {
  readonly runs: number;
  readonly steps: number;
  readonly violations: readonly Violation[];
  /** Of every run, in order of seed and variant, folded into one number: two equal campaigns have equal ones. */
  readonly hash: number;
  /** How many runs rested within each number of virtual minutes. */
  readonly rested: readonly number[];
}

export const nothing: Tally = { runs: 0, steps: 0, violations: [], hash: 0, rested: [] };

/** Both in one; their order does not matter. */
export function together(one: Tally, other: Tally): Tally {
  const length = Math.max(one.rested.length, other.rested.length);
  return {
    runs: one.runs + other.runs,
    steps: one.steps + other.steps,
    violations: [...one.violations, ...other.violations].sort((a, b) => a.seed - b.seed),
    hash: (one.hash ^ other.hash) >>> 0,
    rested: Array.from({ length }, (_, minute) => (one.rested[minute] ?? 0) + (other.rested[minute] ?? 0)),
  };
}

/** What was tallied for one run. */
export function tallyOf(seed: number, variant: string, { wrong, hash, restedAfter, steps }: RunResult): Tally {
  const minutes = Math.ceil(restedAfter / 60);
  return {
    runs: 1,
    steps,
    violations: wrong.length > 0 ? [{ seed, variant, wrong }] : [],
    hash: Math.imul(Number.parseInt(hash, 16) ^ seed, 0x9e3779b1) >>> 0,
    rested: Array.from({ length: minutes + 1 }, (_, minute) => (minute === minutes ? 1 : 0)),
  };
}

/** Virtual minutes within which that share of the runs rested. */
export function restedWithin({ rested, runs }: Tally, share: number): number {
  let sum = 0;
  return rested.findIndex((count) => (sum += count) >= runs * share);
}

interface Campaign extends Stretch {
  /** A module that serves stretches and answers tallies. */
  readonly worker: URL;
  readonly threads: number;
  readonly report?: (done: number, tally: Tally) => void;
}

const stretchLength = 100;

/** Runs all seeds on several threads. */
export async function runCampaign({ worker, threads, first, count, report }: Campaign): Promise<Tally> {
  const starts = Array.from({ length: Math.ceil(count / stretchLength) }, (_, index) => first + index * stretchLength);
  const stretches = starts.map((start) => ({ first: start, count: Math.min(stretchLength, first + count - start) }));
  let tally = nothing;
  let done = 0;
  await workThrough<Stretch, Tally>(worker, threads, stretches, (one, stretch) => {
    tally = together(tally, one);
    done += stretch.count;
    report?.(done, tally);
  });
  return tally;
}
