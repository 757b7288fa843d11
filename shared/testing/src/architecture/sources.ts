import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../wiring/packaged.ts';

export { root };

const built = new Set(['node_modules', 'dist', '.git', '.local', '.serverless', '.esbuild', '.venv', '__pycache__']);

/** Every file of ours, by its path from the repository's root. */
export const ourFiles = (): string[] =>
  globSync('{services,shared,frontend,local,images,bench,examples}/**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => built.has(typeof entry === 'string' ? entry : entry.name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

const dumpingGround = /(^|[/.-])(utils?|helpers?|commons?|misc|stuff|managers?|processors?)([/.-]|$)/;
const kebab = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/;
/** Names that other tools look for, and the spelling of another language. */
const spelledByOthers = /^(Dockerfile(\.dockerignore)?|README\.md|LICENSE)$/;

const isBadlyNamed = (file: string): boolean => {
  // The name of an AWS service.
  if (dumpingGround.test(file.replaceAll('secrets-manager', 'secrets'))) return true;
  return !file.endsWith('.py') && file.split('/').some((part) => !kebab.test(part) && !spelledByOthers.test(part));
};

/** Paths that do not say what they hold, or not in kebab-case. */
export const badlyNamed = (files: readonly string[]): string[] => files.filter(isBadlyNamed);

interface Source {
  readonly file: string;
  readonly text: string;
}

/** Product code, without its tests. */
export const productSources = (): Source[] =>
  ourFiles()
    .filter(
      (file) =>
        /^(services|shared)\/.*\.ts$/.test(file) &&
        !/\.test\.ts$|^services\/[^/]+\/test\/|^shared\/testing\//.test(file),
    )
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Publishes without an outbox: platform's translator has no table to commit to. */
const publishers = ['shared/kit/src/events/relay.ts', 'shared/platform/src/handlers/events/on-stack-status-changed.ts'];

/** Files beside the relay that publish by themselves. */
export const otherPublishers = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ file, text }) => /\bPutEvents(Command)?\b/.test(text) && !publishers.includes(file))
    .map(({ file }) => file);

/** Product code that asks whether it runs on one machine. */
export const knowsItIsLocal = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ text }) =>
      /ministack|localhost:4566|AWS_ENDPOINT_URL|isLocal|stage === 'local'|STAGE === 'local'/i.test(text),
    )
    .map(({ file }) => file);
