import { noFaults, type Faults } from './faults.ts';
import type { Host } from './host.ts';
import { seededRandom } from './seeded-random.ts';
import { timeline } from './timeline.ts';
import { trace } from './trace.ts';

/** A host of one test, with these faults and no others. */
export function aHost(faults: Partial<Faults> = {}, seed = 1): Host {
  const time = timeline();
  const all = { ...noFaults, ...faults };
  return { random: seededRandom(seed), time, trace: trace(time.now, true), faults: () => all };
}

/** Lets that many seconds of virtual time pass. */
export const pass = ({ time }: Host, seconds: number): Promise<void> => time.pass(time.now() + seconds * 1000);
