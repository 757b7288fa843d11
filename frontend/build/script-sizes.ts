import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

export type Manifest = Readonly<Record<string, Chunk>>;

/** What vite says of its chunks; it is nothing that a browser should get. */
export function takeManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  rmSync(file);
  return manifest;
}

/** All files that these modules need before they run. */
export function filesOf(names: readonly string[], manifest: Manifest, known = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk || known.has(chunk.file)) continue;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) known.add(file);
    filesOf(chunk.imports ?? [], manifest, known);
  }
  return known;
}
