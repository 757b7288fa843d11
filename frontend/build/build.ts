import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const frontend = join(import.meta.dirname, '..');
const dist = join(frontend, 'dist');
const compressible = /\.(js|css|html|svg|json|txt)$/;
/** Initial script and styles, compressed, in bytes. */
const bar = 250 * 1024;

const brotli = (content: Buffer): Buffer =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });

/** Writes `.br` and `.gz` beside every text file; the function only chooses between them. */
function compress(): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const content = readFileSync(file);
    const small = brotli(content);
    writeFileSync(`${file}.br`, small);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    sizes.set(file.slice(dist.length + 1), small.length);
  }
  return sizes;
}

/** Files that index.html names: what a first visit loads before anything is shown. */
function initialFiles(): string[] {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => String(file));
}

await build({ configFile: join(frontend, 'vite.config.ts'), logLevel: 'warn' });
const sizes = compress();
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
const total = (files: readonly string[]): number => files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
const initial = initialFiles();
const scripts = initial.filter((file) => file.endsWith('.js'));
console.log(
  `Initial load, brotli: ${kilobytes(total(scripts))} script, ${kilobytes(total(initial) - total(scripts))} styles; ` +
    `${readdirSync(join(dist, 'assets')).length} assets, ${kilobytes(statSync(join(dist, 'index.html')).size)} page`,
);
if (total(initial) > bar) {
  console.error(
    `The initial load is above ${kilobytes(bar)}: import what the first page does not show when it is needed`,
  );
  process.exit(1);
}
