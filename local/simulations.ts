import { join } from 'node:path';
import type { Counts } from './jest-run.ts';
import { report, runCommand } from './run-command.ts';
import { root } from './settings.ts';

const simulator = join(root, 'services/models/test/simulate.ts');
const runs: readonly (readonly [string, readonly string[]])[] = [
  ['simulation of models: 20,000 seeds in three modes', ['--seeds', '20000']],
  ['simulation of models: every mutant is noticed', ['--mutants']],
];

/** Lifecycles under seeded faults, on all cores, one campaign after the other; each counts as one test. */
export async function runSimulations(): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const [name, args] of runs) {
    const outcome = await runCommand(name, ['--no-warnings', simulator, ...args]);
    report(outcome);
    if (outcome.ok) console.log(`     ${outcome.text.trim().split('\n').at(-1) ?? ''}`);
    counts[outcome.ok ? 'passed' : 'failed'] += 1;
  }
  return counts;
}
