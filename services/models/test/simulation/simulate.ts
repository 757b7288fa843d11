import { hostile, mild, noFaults, swarm, without, type Faults } from '@lisa/testing/simulator/faults';
import type { Host } from '@lisa/testing/simulator/host';
import { seededRandom, type SeededRandom } from '@lisa/testing/simulator/seeded-random';
import { timeline } from '@lisa/testing/simulator/timeline';
import { trace } from '@lisa/testing/simulator/trace';
import { restless, unaccounted, wrongAtHome, wrongElsewhere } from './oracles.ts';
import type { Alterations, Mode } from './alterations.ts';
import { modelsPlatform, type ModelsPlatform } from './platform.ts';
import { requestsOf } from './requests.ts';

export const modes: readonly Mode[] = ['everything', 'events', 'sweeper'];

export interface Options {
  readonly mode?: Mode;
  readonly alter?: Alterations;
  /** Some faults that are more or less likely than the seed would have them. */
  readonly faults?: Partial<Faults>;
  /** Whether the run keeps what happened, to be read. */
  readonly keepsTrace?: boolean;
}

export interface Outcome {
  /** What is wrong, in sentences; empty if nothing is. */
  readonly wrong: readonly string[];
  /** Equal for two equal runs. */
  readonly hash: string;
  /** Seconds of virtual time from the end of faults until all was as wanted. */
  readonly restedAfter: number;
  /** How many things happened. */
  readonly steps: number;
  readonly trace: readonly string[];
}

const minute = 60_000;
const repairEvery = 2 * minute;
/** A call that stood still when faults ended has come back by then. */
const longestCall = 65_000;
/** How long after the end of faults everything has to be as it was wanted. */
const patience = 30 * minute;

/** One life of the platform: misfortunes and requests, then quiet. */
export async function simulate(seed: number, options: Options = {}): Promise<Outcome> {
  const { mode = 'everything', alter = {}, keepsTrace = false } = options;
  const random = seededRandom(seed);
  const time = timeline();
  let faults = { ...faultsOf(random, mode), ...options.faults };
  const host: Host = { random, time, trace: trace(time.now, keepsTrace), faults: () => faults };
  const platform = modelsPlatform(host, mode, alter);

  const schedule = every(host, repairEvery, mode === 'events' ? () => undefined : platform.repair);
  await live(host, platform);
  faults = noFaults;
  host.trace.note('quiet');
  const operator = operatorOf(host, platform, mode);
  const quiet = time.now();
  let wrong = await comeToRest(host, platform, mode);
  operator.stop();
  const restedAfter = (time.now() - quiet) / 1000;
  if (wrong.length === 0) {
    schedule.stop();
    wrong = await stayAtRest(host, platform, mode);
  }
  return {
    wrong: [...platform.watch.violations, ...wrong],
    hash: host.trace.hash(),
    restedAfter,
    steps: time.kept(),
    trace: host.trace.lines,
  };
}

/** Where nothing sweeps an operator redrives; what was begun before the quiet may still end among the dead letters. */
function operatorOf(host: Host, { bus }: ModelsPlatform, mode: Mode): { stop(): void } {
  if (mode !== 'events') return { stop: () => undefined };
  const operator = every(host, repairEvery, bus.redrive);
  bus.redrive();
  bus.hurry();
  return operator;
}

/** What only a sweep repairs is left out where nothing sweeps: an event or an execution that is lost for good. */
function faultsOf(random: SeededRandom, mode: Mode): Faults {
  const profile = random.chance(0.75) ? swarm(hostile, random) : mild;
  return mode === 'events' ? without(profile, 'abort', 'unrelayed', 'meddle') : profile;
}

/** Does something again and again, until it is stopped. */
function every({ time }: Host, milliseconds: number, happen: () => void): { stop(): void } {
  const again = (): void => {
    next = time.after(milliseconds, again);
    happen();
  };
  let next = time.after(milliseconds, again);
  return { stop: () => next.cancel() };
}

async function live({ random, time, faults }: Host, platform: ModelsPlatform): Promise<void> {
  if (random.chance(faults().replay)) time.after(random.below(10 * minute), platform.bus.replay);
  if (random.chance(faults().meddle)) time.after(random.below(10 * minute), platform.meddle);
  for (const { wait, label, run } of requestsOf(random)) {
    await time.pass(time.now() + wait * 1000);
    platform.api(label, run);
  }
  await time.pass(time.now() + random.below(4 * minute));
  while (time.now() < platform.outside.slowUntil()) await time.pass(platform.outside.slowUntil());
}

/** Lets time pass until all is as wanted, and no longer than our patience; answers what is still wrong then. */
async function comeToRest({ time }: Host, platform: ModelsPlatform, mode: Mode): Promise<readonly string[]> {
  const end = time.now() + patience;
  await time.pass(time.now() + longestCall);
  let wrong = await wrongAtHome(platform, mode);
  while (wrong.length > 0 && time.now() < end) {
    await time.pass(time.now() + minute / 2);
    wrong = await wrongAtHome(platform, mode);
  }
  return wrong;
}

/** What was late comes at last, a day and more after; nothing may come of it. */
async function stayAtRest({ time }: Host, platform: ModelsPlatform, mode: Mode): Promise<readonly string[]> {
  await time.pass(time.now() + 25 * 60 * minute);
  if (mode !== 'events') platform.republish();
  await time.pass(time.now() + minute);
  return [
    ...(await wrongAtHome(platform, mode)),
    ...(await wrongElsewhere(platform)),
    ...(await unaccounted(platform)),
    ...restless(platform),
  ];
}
