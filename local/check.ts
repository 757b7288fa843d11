import { join } from 'node:path';
import { runJest } from './jest-run.ts';
import { packageAll } from './package.ts';
import { conclude, resultsOf, sumOf, type Results } from './results.ts';
import { report, runCommand, type Outcome } from './run-command.ts';
import { root } from './settings.ts';

const bin = (path: string): string => join(root, 'node_modules', path);
const sources = ['services', 'shared', 'local', 'images', 'bench', 'frontend'];

/** Format, lint, types and architecture: the name of each, and the command that checks it. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--quiet', ...sources]],
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  ['types of the site', [bin('typescript/bin/tsc'), '-p', 'frontend/tsconfig.json']],
  [
    'architecture',
    [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err',
      ...sources,
    ],
  ],
];

/** The fast loop: everything that needs neither a network nor a running platform. Each check counts as one test. */
export async function check(): Promise<Results> {
  const version = Number(process.versions.node.split('.')[0]);
  if (version < 24)
    throw new Error(`Node 24 is needed, this is ${process.version}: run it through npm, which brings its own`);
  const outcomes: Outcome[] = [];
  for (const [name, args] of checks) {
    const outcome = await runCommand(name, args);
    report(outcome);
    outcomes.push(outcome);
  }
  return sumOf(resultsOf(outcomes), resultsOf(await packageAll()), await runJest('fast'));
}

if (import.meta.main) process.exit(conclude(await check()));
