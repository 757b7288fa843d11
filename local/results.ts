import type { Outcome } from './run-command.ts';

/** What tests came to: how many passed, and the names of those that did not. */
export interface Results {
  readonly passed: number;
  readonly failed: readonly string[];
}

/** Each command counts as one test. */
export const resultsOf = (outcomes: readonly Outcome[]): Results => ({
  passed: outcomes.filter(({ ok }) => ok).length,
  failed: outcomes.filter(({ ok }) => !ok).map(({ name }) => name),
});

export const sumOf = (...parts: readonly Results[]): Results => ({
  passed: parts.reduce((sum, { passed }) => sum + passed, 0),
  failed: parts.flatMap(({ failed }) => failed),
});

/** Names what failed, where it is found without reading all the rest, and prints the sum as the last line. Returns the exit code. */
export function conclude({ passed, failed }: Results): number {
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
