import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteFiles, type SiteFiles } from '../../site/files.ts';

const dist = join(import.meta.dirname, '../../dist');
let kept: SiteFiles | undefined;

/** The built site as it was when the first test asked: somebody may build another one before the last test is through. */
export function builtSite(basePath: string): SiteFiles {
  kept ??= inMemory(basePath);
  return kept;
}

function inMemory(basePath: string): SiteFiles {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = new Map(files.map((file) => [file, readFileSync(file)] as const));
  return siteFiles(dist, basePath, (file) => contents.get(file) ?? readFileSync(file));
}
