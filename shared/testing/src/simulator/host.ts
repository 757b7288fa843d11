import type { Faults } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** What every part of one simulated platform stands on. */
export interface Host {
  readonly random: SeededRandom;
  readonly time: Timeline;
  readonly trace: Trace;
  /** Those that may strike now; none of them in the quiet phase. */
  faults(): Faults;
}

/** An error as an AWS SDK throws it. */
export function awsError(name: string, message = name): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
