import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export interface SiteFile {
  readonly type: string;
  readonly encoding?: 'br' | 'gzip';
  readonly content: Buffer;
}

export interface SiteFiles {
  /** The page for a browser at this path of the site, its own files by absolute addresses. */
  readonly index: string;
  has(path: string): boolean;
  /** A file in the smallest form that a request's Accept-Encoding allows. */
  read(path: string, acceptEncoding: string): SiteFile;
}

/** Whether an Accept-Encoding admits a coding: named with no `q=0`. */
const accepts = (header: string, coding: string): boolean =>
  header.split(',').some((part) => {
    const [name, ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

/** What was built into `folder`, for a site at `basePath` (empty, or `/dev`). Throws if nothing was. */
export function siteFiles(
  folder: string,
  basePath: string,
  contentOf: (file: string) => Buffer = (file) => readFileSync(file),
): SiteFiles {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) throw new Error(`There is no ${page}: run frontend/build/build.ts before packaging`);
  const names = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
  );
  return {
    index: readFileSync(page, 'utf8').replaceAll(/(src|href)="\.\//g, `$1="${basePath}/`),
    has: (path) => names.has(path) && extname(path) in types,
    read: (path, acceptEncoding) => {
      const file = join(folder, path);
      const type = types[extname(path)] ?? 'application/octet-stream';
      const best = encodings.find(([coding, suffix]) => accepts(acceptEncoding, coding) && names.has(path + suffix));
      if (!best) return { type, content: contentOf(file) };
      return { type, encoding: best[0], content: contentOf(file + best[1]) };
    },
  };
}
