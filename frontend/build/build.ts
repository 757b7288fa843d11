import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compressFolder } from './compress.ts';
import { hashSources } from './hash-sources.ts';
import { replaceFolder } from './replace-folder.ts';
import { filesOf, takeManifest } from './script-sizes.ts';

const root = join(import.meta.dirname, '../..');
const frontend = join(root, 'frontend');
const dist = join(frontend, 'dist');
/** Says what `dist` was built from; it is not packaged. */
const stamp = join(dist, '.built-from');
/** Script of the first page, compressed, in bytes. */
const bar = 250 * 1024;

const sources = [
  ...['src', 'public', 'build', 'index.html', 'sandbox.html', 'vite.config.ts', 'package.json'].map(
    (path) => `frontend/${path}`,
  ),
  'shared/contracts/src',
  'package-lock.json',
];

/** Builds the site into an empty folder. Answers a line about its sizes; throws if the first page needs too much. */
async function buildInto(folder: string): Promise<string> {
  await build({ configFile: join(frontend, 'vite.config.ts'), build: { outDir: folder }, logLevel: 'warn' });
  const manifest = takeManifest(folder);
  const sizes = await compressFolder(folder, dist);
  const total = (files: Iterable<string>, suffix: string): number =>
    [...files].filter((file) => file.endsWith(suffix)).reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
  const entry = filesOf(['index.html'], manifest);
  // Where everybody lands after signing in.
  const chat = filesOf(['index.html', 'src/app/signed-in.tsx', 'src/features/chat/chat-page.tsx'], manifest);
  if (total(chat, '.js') > bar)
    throw new Error(
      `${kilobytes(total(chat, '.js'))} of script to chat, and ${kilobytes(bar)} are allowed: import what is not shown at once when it is needed`,
    );
  return (
    `Brotli: ${kilobytes(total(entry, '.js'))} of script to sign in, ${kilobytes(total(chat, '.js'))} to chat; ` +
    `${kilobytes(total(chat, '.css'))} of styles`
  );
}

/** The site in `dist`, whole at every moment, however many build it at once. What was built from the same sources stays. */
async function buildSite(): Promise<string> {
  const hash = hashSources(root, sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'The site is built from these sources already';
  // `.local` is passed over by everything that looks at sources.
  mkdirSync(join(root, '.local'), { recursive: true });
  const fresh = mkdtempSync(join(root, '.local/site-'));
  try {
    const sizes = await buildInto(fresh);
    writeFileSync(join(fresh, '.built-from'), hash);
    replaceFolder(fresh, dist);
    return sizes;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

try {
  console.log(await buildSite());
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
