import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteFiles } from './files.ts';

const built = mkdtempSync(join(tmpdir(), 'lisa-site-'));
beforeAll(() => {
  mkdirSync(join(built, 'assets'));
  writeFileSync(join(built, 'index.html'), '<script src="./env.js"></script><link href="./assets/a.css">');
  for (const suffix of ['', '.br', '.gz']) writeFileSync(join(built, `assets/a.css${suffix}`), `as ${suffix}`);
});
afterAll(() => rmSync(built, { recursive: true }));

describe('reading what was built', () => {
  it.each([
    ['', ''],
    ['/dev', '/dev'],
  ])('leads the page at base %j to its own files from any path', (base, prefix) => {
    expect(siteFiles(built, base).index).toBe(
      `<script src="${prefix}/env.js"></script><link href="${prefix}/assets/a.css">`,
    );
  });

  it.each([
    ['gzip, deflate, br', 'br', 'as .br'],
    ['gzip', 'gzip', 'as .gz'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'as .gz'],
    ['', undefined, 'as '],
    ['identity', undefined, 'as '],
  ])('answers Accept-Encoding %j with %s', (accepted, encoding, content) => {
    const file = siteFiles(built, '').read('assets/a.css', accepted);

    expect(file.encoding).toBe(encoding);
    expect(file.content.toString()).toBe(content);
  });

  it('has no compressed copies by name, and nothing outside of its folder', () => {
    const files = siteFiles(built, '');

    expect(['assets/a.css', 'assets/a.css.br', '../package.json', ''].map((path) => files.has(path))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('says what to do when nothing was built', () => {
    expect(() => siteFiles(join(built, 'nothing'), '')).toThrow(/run frontend\/build\/build\.ts/);
  });
});
