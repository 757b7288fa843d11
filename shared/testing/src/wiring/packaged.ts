import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Template } from './template.ts';

/** The repository. */
export const root = join(import.meta.dirname, '../../../..');

/** One service as `npm run package` wrote it. */
export interface Packaged {
  /** `models`, `platform`: the owner in event sources and parameter paths. */
  readonly service: string;
  readonly folder: string;
  readonly template: Template;
}

/** What shapes a template; code of handlers does not. */
const shapedBy = [
  'serverless.yml',
  'infra/**/*.{yml,cjs}',
  'src/subscriptions.ts',
  'src/**/*.asl.yml',
  'src/stacks/deployer-*.ts',
];
const shapedByShared = ['shared/infra/*.{yml,cjs}', 'shared/contracts/src/**/*.{routes,events}.ts'];

const isNoShape = (name: string): boolean => name === 'node_modules' || name.endsWith('.test.ts');

function newest(folder: string, patterns: readonly string[]): { file: string; time: number } {
  const files = globSync(patterns as string[], { cwd: folder, exclude: isNoShape });
  const times = files.map((file) => ({ file: join(folder, file), time: statSync(join(folder, file)).mtimeMs }));
  return times.reduce((a, b) => (a.time > b.time ? a : b), { file: '', time: 0 });
}

function read(folder: string): Packaged {
  const file = join(root, folder, '.serverless/cloudformation-template-update-stack.json');
  if (!existsSync(file)) throw new Error(`${folder} is not packaged: run \`npm run package\` first`);
  const sources = [newest(join(root, folder), shapedBy), newest(root, shapedByShared)];
  for (const { file: source, time } of sources)
    if (time > statSync(file).mtimeMs)
      throw new Error(`${source} is newer than the package of ${folder}: run \`npm run package\` first`);
  return { service: basename(folder), folder, template: JSON.parse(readFileSync(file, 'utf8')) as Template };
}

/** Folders that have a serverless.yml. */
export const deployedFolders = (): string[] =>
  globSync(['services/*/serverless.yml', 'shared/*/serverless.yml', 'frontend/serverless.yml'], { cwd: root })
    .map((file) => file.replace(/\/serverless\.yml$/, ''))
    .sort();

/** Every service as it was packaged last; throws in words if that is not up to date. */
export const packagedServices = (): Packaged[] => deployedFolders().map(read);
