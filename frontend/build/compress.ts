import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(js|css|html|svg|json|txt)$/;
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

/** Takes what an earlier build made of the very same file, which saves most of the time; undefined if it made nothing. */
function takeOver(file: string, earlier: string): number | undefined {
  const isSame = ['', '.br', '.gz'].every((suffix) => existsSync(earlier + suffix));
  if (!isSame || !readFileSync(earlier).equals(readFileSync(file))) return undefined;
  for (const suffix of ['.br', '.gz']) copyFileSync(earlier + suffix, file + suffix);
  return statSync(`${file}.br`).size;
}

/** Compresses everything in a folder that is worth it; answers sizes in bytes by path. `earlier`: what was built before. */
export async function compressFolder(folder: string, earlier: string): Promise<ReadonlyMap<string, number>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const sizes = files.map(async (path): Promise<[string, number]> => {
    const file = join(folder, path);
    return [path, takeOver(file, join(earlier, path)) ?? (await compressFile(file))];
  });
  return new Map(await Promise.all(sizes));
}
