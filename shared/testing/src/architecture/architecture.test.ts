import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { badlyNamed, knowsItIsLocal, otherPublishers, ourFiles, productSources, root } from './sources.ts';

const run = promisify(execFile);

describe('sources', () => {
  it('say what they hold, in kebab-case', () => {
    expect(badlyNamed(ourFiles())).toEqual([]);
  });

  it('publish through the relay alone, and platform’s translator', () => {
    expect(otherPublishers(productSources())).toEqual([]);
  });

  it('do not know whether they run on one machine', () => {
    expect(knowsItIsLocal(productSources())).toEqual([]);
  });
});

describe('a planted fault of the sources is found', () => {
  it.each([
    'services/a/src/utils.ts',
    'shared/common/x.ts',
    'services/a/src/date-helper.ts',
    'services/a/src/ModelRow.ts',
    'shared/x_y.ts',
  ])('when a file is called %s', (file) => {
    expect(badlyNamed([file, 'services/models/src/ports.ts'])).toEqual([file]);
  });

  it('when somebody else publishes', () => {
    const file = 'services/a/src/adapters/bus.ts';

    expect(otherPublishers([{ file, text: 'new PutEventsCommand({})' }])).toEqual([file]);
  });

  it('when somebody asks where it runs', () => {
    const file = 'services/a/src/composition.ts';

    expect(knowsItIsLocal([{ file, text: "if (stage === 'local') return" }])).toEqual([file]);
  });
});

const planted = mkdtempSync(join(tmpdir(), 'lisa-architecture-'));
afterAll(() => rmSync(planted, { recursive: true }));

/** Runs a tool of ours over planted files, with our configuration; answers what it says. */
async function complaints(
  tool: string,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = mkdtempSync(join(planted, 'tree-'));
  for (const name of ['.oxlintrc.json', '.dependency-cruiser.mjs', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const bin = join(root, 'node_modules', tool);
  // The linter finds its type-aware half on the path.
  const env = { PATH: join(root, 'node_modules/.bin') };
  return run(process.execPath, [bin, ...args], { cwd: folder, env }).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}

const anything = 'export const x = 1;\n';
const using = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;

describe('a planted import is found', () => {
  const files: Record<string, string> = {
    'services/a/src/domain/order.ts': using('../ports.ts'),
    'services/a/src/domain/paid.ts': using('../../../../shared/contracts/src/api/shop.routes.ts'),
    'services/a/src/domain/ring.ts': "import { r } from './ring-too.ts';\nexport const q = r;\n",
    'services/a/src/domain/ring-too.ts': "import { q } from './ring.ts';\nexport const r = q;\n",
    'services/a/src/ports.ts': using('../../b/src/ports.ts'),
    'services/a/src/use-cases/pay.ts': using('../adapters/bank.ts'),
    'services/a/src/adapters/bank.ts': using('../handlers/api.ts'),
    'services/a/src/handlers/api.ts': using('../../test/fakes.ts'),
    'services/a/test/fakes.ts': anything,
    'services/b/src/ports.ts': using('../../../local/start.ts'),
    'local/start.ts': anything,
    'shared/contracts/src/api/shop.routes.ts': using('node:fs'),
    'shared/kit/src/failure.ts': using('../../aws/src/clock.ts'),
    'shared/aws/src/clock.ts': using('../../gateway/src/serve.ts'),
    'shared/gateway/src/serve.ts': using('../../../services/a/src/ports.ts'),
    'shared/gateway/src/gone.ts': using('./missing.ts'),
    'frontend/src/ui/badge.tsx': using('../features/a/page.tsx'),
    'frontend/src/features/a/page.tsx': using('../b/page.tsx'),
    'frontend/src/features/b/page.tsx': using('../../app/app.tsx'),
    'frontend/src/app/app.tsx': using('../../../shared/kit/src/failure.ts'),
  };
  const said = complaints(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'services', 'shared', 'local', 'frontend'],
    files,
  );

  it.each([
    ['no-cycles', 'domain/ring'],
    ['services-are-strangers', 'services/a/src/ports.ts → services/b/src/ports.ts'],
    ['shared-knows-no-service', 'shared/gateway/src/serve.ts → services/a'],
    ['product-knows-no-machine', 'services/b/src/ports.ts → local/start.ts'],
    ['domain-is-pure', 'services/a/src/domain/order.ts → services/a/src/ports.ts'],
    ['domain-takes-types-from-contracts', 'services/a/src/domain/paid.ts'],
    ['use-cases-see-ports-only', 'services/a/src/use-cases/pay.ts'],
    ['ports-are-domain-words', 'services/a/src/ports.ts'],
    ['adapters-know-no-handlers', 'services/a/src/adapters/bank.ts'],
    ['contracts-run-in-a-browser', 'shared/contracts/src/api/shop.routes.ts → fs'],
    ['kit-knows-contracts-only', 'shared/kit/src/failure.ts'],
    ['aws-stands-on-kit', 'shared/aws/src/clock.ts'],
    ['tests-are-not-imported', 'services/a/src/handlers/api.ts'],
    ['imports-exist', 'shared/gateway/src/gone.ts'],
    ['site-grows-upwards', 'frontend/src/ui/badge.tsx'],
    ['features-are-strangers', 'frontend/src/features/a/page.tsx → frontend/src/features/b/page.tsx'],
    ['features-know-no-app', 'frontend/src/features/b/page.tsx'],
    ['site-knows-contracts-only', 'frontend/src/app/app.tsx → shared/kit'],
  ])('by %s', async (rule, where) => {
    const lines = (await said).split('\n').filter((line) => line.includes(`error ${rule}:`));

    expect(lines.join('\n')).toContain(where);
  });
});

describe('a planted line is found', () => {
  const files: Record<string, string> = {
    'services/a/src/env.ts': "export const x = process.env['HOME'];\n",
    'services/a/src/any.ts': 'export const x = (y: any): void => y;\n',
    'services/a/src/float.ts': 'const later = async () => 1;\nexport function x() {\n  later();\n}\n',
    'services/a/src/BadName.ts': anything,
    'services/a/src/long.ts': anything + Array.from({ length: 300 }, (_, n) => `export const x${n} = ${n};\n`).join(''),
    'services/a/src/tall.ts': `export function x() {\n${"  console.log('x');\n".repeat(61)}}\n`,
    'services/a/src/twisted.ts': `export function x(n: number) {\n${Array.from({ length: 9 }, (_, n) => `  if (n === ${n}) return ${n};\n`).join('')}  return 0;\n}\n`,
    'services/a/src/mock.test.ts':
      "import { expect, it, jest } from '@jest/globals';\njest.mock('./env.ts');\nit('x', () => {\n  expect(1).toBe(1);\n});\n",
    'services/a/src/only.test.ts':
      "import { expect, it } from '@jest/globals';\nit.only('x', () => {\n  expect(1).toBe(1);\n});\n",
    'services/a/src/idle.test.ts': "import { it } from '@jest/globals';\nit('x', () => {});\n",
    'services/a/src/composition.ts': "export const x = process.env['HOME'];\n",
  };
  const said = complaints('oxlint/bin/oxlint', ['--type-aware', '--format', 'unix', '.'], files);

  it.each([
    ['env.ts', 'no-process-env'],
    ['any.ts', 'no-explicit-any'],
    ['float.ts', 'no-floating-promises'],
    ['BadName.ts', 'filename-case'],
    ['long.ts', 'max-lines'],
    ['tall.ts', 'max-lines-per-function'],
    ['twisted.ts', 'complexity'],
    ['mock.test.ts', 'no-restricted-jest-methods'],
    ['only.test.ts', 'no-focused-tests'],
    ['idle.test.ts', 'expect-expect'],
  ])('in %s by %s', async (file, rule) => {
    const lines = (await said).split('\n').filter((line) => line.includes(`/${file}:`));

    expect(lines.join('\n')).toContain(rule);
  });

  it('but not where it is allowed', async () => {
    expect(await said).not.toContain('composition.ts');
  });
});
