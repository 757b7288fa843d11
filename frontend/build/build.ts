import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

const frontend = join(import.meta.dirname, '..');
const dist = join(frontend, 'dist');
const compressible = /\.(js|css|html|svg|json|txt)$/;
/** Script of the first page, compressed, in bytes. */
const bar = 250 * 1024;

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** Writes `.br` and `.gz` beside a text file; the function only chooses between them. Answers the size of the smallest. */
async function compressFile(file: string): Promise<number> {
  const content = readFileSync(file);
  const hint = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  const [small, common] = await Promise.all([asBrotli(content, hint), asGzip(content, { level: 9 })]);
  writeFileSync(`${file}.br`, small);
  writeFileSync(`${file}.gz`, common);
  return small.length;
}

/** Compresses everything that is worth it; answers sizes by path. */
async function compress(): Promise<ReadonlyMap<string, number>> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(
    files.map(async (file): Promise<[string, number]> => [file.slice(dist.length + 1), await compressFile(file)]),
  );
  return new Map(sizes);
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What vite says of its chunks; it is nothing that a browser should get. */
function takeManifest(): Readonly<Record<string, Chunk>> {
  const file = join(dist, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Chunk>;
  rmSync(file);
  return manifest;
}

/** All files that a module needs before it runs. */
function filesOf(name: string, manifest: Readonly<Record<string, Chunk>>, known = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || known.has(chunk.file)) return known;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) known.add(file);
  for (const imported of chunk.imports ?? []) filesOf(imported, manifest, known);
  return known;
}

await build({ configFile: join(frontend, 'vite.config.ts'), logLevel: 'warn' });
const manifest = takeManifest();
const sizes = await compress();
const total = (files: Iterable<string>, suffix: string): number =>
  [...files].filter((file) => file.endsWith(suffix)).reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
const entry = filesOf('index.html', manifest);
// Where everybody lands after signing in.
const chat = filesOf('src/features/chat/chat-page.tsx', manifest, new Set(entry));
console.log(
  `Brotli: ${kilobytes(total(entry, '.js'))} of script to sign in, ${kilobytes(total(chat, '.js'))} to chat; ` +
    `${kilobytes(total(chat, '.css'))} of styles`,
);
if (total(chat, '.js') > bar) {
  console.error(`More than ${kilobytes(bar)} of script to chat: import what is not shown at once when it is needed`);
  process.exit(1);
}
