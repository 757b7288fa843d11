import { join } from 'node:path';
import { resultsOf, type Results } from './results.ts';
import { report, runCommand, type Outcome } from './run-command.ts';
import { root } from './settings.ts';

const simulator = join(root, 'services/models/test/simulate.ts');
const runs: readonly (readonly [string, readonly string[]])[] = [
  ['simulation of models: 20,000 seeds in three modes', ['--seeds', '20000']],
  ['simulation of models: every mutant is noticed', ['--mutants']],
];

/** Lifecycles under seeded faults, on all cores, one campaign after the other; each counts as one test. */
export async function runSimulations(): Promise<Results> {
  const outcomes: Outcome[] = [];
  for (const [name, args] of runs) {
    const outcome = await runCommand(name, ['--no-warnings', simulator, ...args]);
    report(outcome);
    if (outcome.ok) console.log(`     ${outcome.text.trim().split('\n').at(-1) ?? ''}`);
    outcomes.push(outcome);
  }
  return resultsOf(outcomes);
}
