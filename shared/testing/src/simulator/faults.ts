import type { SeededRandom } from './seeded-random.ts';

/** How likely each misfortune is at each occasion for it; 0 is never. */
export interface Faults {
  /** A process dies at a call, before or after it. */
  readonly crash: number;
  /** A call is refused for being one too many. */
  readonly throttle: number;
  /** A call is done, and its caller is told that it failed. */
  readonly ambiguous: number;
  /** A process stands still for up to a minute at a call. */
  readonly pause: number;
  /** A read that may be eventually consistent shows what was true a moment ago. */
  readonly stale: number;
  /** The bus refuses one of the entries it is handed. */
  readonly partial: number;
  /** An event is delivered more than once. */
  readonly duplicate: number;
  /** An event comes minutes or hours late. */
  readonly delay: number;
  /** An event never comes: it ends where no code looks. */
  readonly drop: number;
  /** What a table's stream has delivered is given up before it reaches the bus. */
  readonly unrelayed: number;
  /** Somebody replays what the archive has of the last hour. */
  readonly replay: number;
  /** A stack cannot be created or updated, and is rolled back. */
  readonly stackFailure: number;
  /** A rollback fails too. */
  readonly rollbackFailure: number;
  /** A stack cannot be deleted. */
  readonly deleteFailure: number;
  /** A stack takes longer than its workflow waits. */
  readonly slowStack: number;
  /** What the stack started does not answer as it should. */
  readonly sick: number;
  /** An execution ends without having run to its end. */
  readonly abort: number;
  /** Somebody deletes a stack by hand. */
  readonly meddle: number;
}

export type FaultClass = keyof Faults;

export const noFaults: Faults = {
  crash: 0,
  throttle: 0,
  ambiguous: 0,
  pause: 0,
  stale: 0,
  partial: 0,
  duplicate: 0,
  delay: 0,
  drop: 0,
  unrelayed: 0,
  replay: 0,
  stackFailure: 0,
  rollbackFailure: 0,
  deleteFailure: 0,
  slowStack: 0,
  sick: 0,
  abort: 0,
  meddle: 0,
};

/** A bad day: one call in six goes wrong. */
export const hostile: Faults = {
  crash: 0.04,
  throttle: 0.08,
  ambiguous: 0.05,
  pause: 0.02,
  stale: 0.4,
  partial: 0.15,
  duplicate: 0.25,
  delay: 0.1,
  drop: 0.1,
  unrelayed: 0.02,
  replay: 0.3,
  stackFailure: 0.2,
  rollbackFailure: 0.3,
  deleteFailure: 0.3,
  slowStack: 0.05,
  sick: 0.15,
  abort: 0.02,
  meddle: 0.15,
};

/** An ordinary month: what is left after the SDK has retried. */
export const mild: Faults = {
  crash: 0.002,
  throttle: 0.001,
  ambiguous: 0.002,
  pause: 0.001,
  stale: 0.02,
  partial: 0.01,
  duplicate: 0.02,
  delay: 0.005,
  drop: 0.002,
  unrelayed: 0.0005,
  replay: 0.02,
  stackFailure: 0.05,
  rollbackFailure: 0.1,
  deleteFailure: 0.05,
  slowStack: 0.005,
  sick: 0.05,
  abort: 0.001,
  meddle: 0.01,
};

export const faultClasses = Object.keys(noFaults) as readonly FaultClass[];

/** The profile with each class left out with probability 0.4: one that is always there hides what only its absence shows. */
export function swarm(profile: Faults, random: SeededRandom): Faults {
  const present = faultClasses.map((name) => [name, random.chance(0.6) ? profile[name] : 0]);
  return Object.fromEntries(present) as unknown as Faults;
}

/** The profile without these classes. */
export const without = (profile: Faults, ...classes: readonly FaultClass[]): Faults => ({
  ...profile,
  ...Object.fromEntries(classes.map((name) => [name, 0])),
});
