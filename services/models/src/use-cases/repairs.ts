import { Failure } from '@lisa/kit/failure';

/** Answers how many things it repaired. */
export type Repair = () => Promise<number>;

export const once = (): number => 1;

/** Somebody else wrote the record between reading and writing it. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'ChangedMeanwhile';

/** One that fails does not keep the others from being repaired; it is reported at the end. */
export async function everyRepair(repairs: readonly Repair[]): Promise<number> {
  const failures: unknown[] = [];
  let repaired = 0;
  for (const repair of repairs)
    try {
      repaired += await repair();
    } catch (error) {
      // Somebody else moved it on: nothing was left to repair.
      if (!isChangedMeanwhile(error)) failures.push(error);
    }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${repairs.length} failed; first: ${String(failures[0])}`);
  return repaired;
}
