import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { packagedServices, root } from './packaged.ts';
import { at, resourcesOf } from './template.ts';

const run = promisify(execFile);

/** What CloudFormation would fill in; an empty JSON object also passes for a name. */
const filled = (value: unknown): string => (typeof value === 'string' ? value : '{}');

const functions = packagedServices().flatMap(({ service, folder, template }) =>
  resourcesOf(template, 'AWS::Lambda::Function').map(({ id, Properties }) => {
    const variables = Object.entries((at(Properties, 'Environment', 'Variables') ?? {}) as Record<string, unknown>);
    const file = join(root, folder, String(Properties['Handler']).replace(/\.\w+$/, '.ts'));
    return { service, id, file, env: Object.fromEntries(variables.map(([name, value]) => [name, filled(value)])) };
  }),
);

/** Loads a handler as a cold start does; answers what it complains about. */
async function coldStart(file: string, env: Record<string, string>): Promise<string> {
  const load = `await import(${JSON.stringify(pathToFileURL(file).href)})`;
  const options = { env: { ...env, AWS_REGION: 'us-east-1' }, cwd: root };
  return run(process.execPath, ['--no-warnings', '--input-type=module', '-e', load], options).then(
    () => '',
    ({ stderr }: { stderr: string }) => stderr,
  );
}

/** A variable that is not there; a wrong value inside of one is only ours. */
const missing = /(Wrong environment: |; )[A-Z0-9_]+: [^;]*received undefined/;

/** All functions start at once, each a process of its own: on two busy cores that takes a while. */
const patience = 60_000;

describe('a cold start', () => {
  it.concurrent.each(functions.map((each) => [each.service, each.id, each] as const))(
    'of %s %s finds every setting that the function reads',
    async (_, __, { file, env }) => {
      const complaint = await coldStart(file, env);

      expect(complaint).not.toMatch(missing);
      // Values that only AWS knows are refused here; anything else it complains about is a fault.
      expect(complaint).toMatch(/^$|Wrong environment/);
    },
    patience,
  );

  it(
    'without its settings names those that are missing',
    async () => {
      const { file } = functions.find(({ service, id }) => service === 'models' && id.startsWith('Relay'))!;

      expect(await coldStart(file, {})).toMatch(/Wrong environment: BUS: .*received undefined/);
    },
    patience,
  );
});
