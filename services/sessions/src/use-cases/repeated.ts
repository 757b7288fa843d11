import { Failure } from '@lisa/kit/failure';
import type { Ports } from '../ports.ts';

/** Twenty clients that write to one conversation at once need about as many rounds. */
const mostAttempts = 60;
/** The gateway gives up after 29 seconds; a clear refusal comes before. */
const longestSeconds = 20;

const isOvertaken = (error: unknown): boolean => error instanceof Failure && error.code === 'ChangedMeanwhile';

/** Reads, decides and writes again as long as somebody else was faster; `ChangedMeanwhile` in the end. */
export async function repeated<T>(
  attempt: () => Promise<T>,
  { backOff, clock }: Pick<Ports, 'backOff' | 'clock'>,
): Promise<T> {
  const end = clock.now() + longestSeconds * 1000;
  for (let repetition = 1; ; repetition++)
    try {
      return await attempt();
    } catch (error) {
      if (!isOvertaken(error) || repetition === mostAttempts || clock.now() > end) throw error;
      await backOff(repetition);
    }
}
