import { Failure } from '@lisa/kit/failure';
import type { BackOff } from '../ports.ts';

/** Twenty clients that write to one conversation at once need about as many rounds. */
const mostAttempts = 60;

const isOvertaken = (error: unknown): boolean => error instanceof Failure && error.code === 'ChangedMeanwhile';

/** Reads, decides and writes again as long as somebody else was faster; `ChangedMeanwhile` in the end. */
export async function repeated<T>(attempt: () => Promise<T>, backOff: BackOff): Promise<T> {
  for (let repetition = 1; ; repetition++)
    try {
      return await attempt();
    } catch (error) {
      if (!isOvertaken(error) || repetition === mostAttempts) throw error;
      await backOff(repetition);
    }
}
