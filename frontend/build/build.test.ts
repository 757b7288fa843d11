import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashSources } from './hash-sources.ts';
import { replaceFolder } from './replace-folder.ts';
import { filesOf } from './script-sizes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lisa-build-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('hashing sources', () => {
  const hash = (): string => hashSources(folder, ['src', 'index.html']);
  beforeEach(() => {
    write('src/a.ts', 'a');
    write('index.html', '<p>');
  });

  it.each([
    ['src/a.ts', 'another content'],
    ['src/deep/b.ts', 'a new file'],
    ['index.html', 'a file that is named itself'],
  ])('notices %s: %s', (path, content) => {
    const before = hash();
    write(path, content);

    expect(hash()).not.toBe(before);
  });

  it.each(['src/a.test.ts', 'src/node_modules/b.js', 'src/dist/c.js', 'elsewhere.ts'])('passes over %s', (path) => {
    const before = hash();
    write(path, 'x');

    expect(hash()).toBe(before);
  });

  it('tells what moved between files', () => {
    write('src/b.ts', 'bc');
    const before = hash();
    write('src/a.ts', 'ab');
    write('src/b.ts', 'c');

    expect(hash()).not.toBe(before);
  });
});

describe('replacing a folder', () => {
  const place = (): string => join(folder, 'dist');

  it('leaves the new one alone, with nothing of the old', () => {
    write('dist/old.js', 'old');
    write('fresh/new.js', 'new');

    replaceFolder(join(folder, 'fresh'), place());

    expect(readdirSync(place())).toEqual(['new.js']);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  it('works where there is none yet', () => {
    write('fresh/new.js', 'new');

    replaceFolder(join(folder, 'fresh'), place());

    expect(readFileSync(join(place(), 'new.js'), 'utf8')).toBe('new');
  });

  it('fails without touching the old one if there is nothing new', () => {
    write('dist/old.js', 'old');

    expect(() => replaceFolder(join(folder, 'fresh'), place())).toThrow('ENOENT');
    expect(existsSync(join(place(), 'old.js'))).toBe(true);
  });
});

describe('what a module needs before it runs', () => {
  it('is itself and what it imports, each once, with their styles', () => {
    const manifest = {
      page: { file: 'page.js', css: ['page.css'], imports: ['shared', 'page'] },
      shared: { file: 'shared.js', imports: ['page'] },
      lazy: { file: 'lazy.js' },
    };

    expect([...filesOf(['page', 'unknown'], manifest)]).toEqual(['page.js', 'page.css', 'shared.js']);
  });
});
