import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Results } from './results.ts';
import { report, runCommand } from './run-command.ts';
import { root } from './settings.ts';

interface JestResult {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    /** Path of the file. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly invocations?: number;
      readonly retryReasons?: readonly string[];
    }[];
  }[];
}

/** Runs one project of jest.config.mjs; a suite that could not run counts as a failure. */
export async function runJest(
  project: string,
  env: NodeJS.ProcessEnv = {},
  more: readonly string[] = [],
): Promise<Results> {
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
    const failed = failuresIn(result);
    for (const { fullName, status, retryReasons = [] } of secondTries(result))
      console.log(`     needed a second try, then ${status}: ${fullName}\n${indented(retryReasons.join('\n'))}`);
    console.log(`     ${result.numPassedTests} passed, ${failed.length} failed`);
    return { passed: result.numPassedTests, failed: failed.length > 0 || outcome.ok ? failed : [outcome.name] };
  } catch {
    return { passed: 0, failed: [outcome.name] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every test that failed, and every file that could not be run, which has none. */
const failuresIn = ({ testResults }: JestResult): string[] =>
  testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    const file = relative(root, name);
    if (status === 'failed' && tests.length === 0) return [`${file} could not be run`];
    return tests.map(({ fullName }) => `${file}: ${fullName}`);
  });

const indented = (text: string): string => stripVTControlCharacters(text).replaceAll(/^/gm, '       ');

const secondTries = ({ testResults }: JestResult) =>
  testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ invocations = 1 }) => invocations > 1);
