import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report, runCommand } from './run-command.ts';
import { root } from './settings.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly invocations?: number;
    }[];
  }[];
}

/** Runs one project of jest.config.mjs; a suite that could not run counts as a failure. */
export async function runJest(
  project: string,
  env: NodeJS.ProcessEnv = {},
  more: readonly string[] = [],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'lisa-jest-'));
  const outputFile = join(folder, 'result.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${outputFile}`,
    ...more,
  ];
  const outcome = await runCommand(`tests: ${project}`, args, { env });
  // The JSON goes to standard output as well; what a person wants to read is the rest.
  report({ ...outcome, text: outcome.text.replace(/^\{"numFailedTestSuites".*$/m, '') });
  try {
    const result = JSON.parse(readFileSync(outputFile, 'utf8')) as JestResult;
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    for (const { fullName, status } of secondTries(result))
      console.log(`     needed a second try, then ${status}: ${fullName}`);
    console.log(`     ${result.numPassedTests} passed, ${failed} failed`);
    return { passed: result.numPassedTests, failed: failed || (outcome.ok ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const secondTries = ({ testResults }: JestResult) =>
  testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ invocations = 1 }) => invocations > 1);
