import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from './python.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venv-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const requirements = async (content: string): Promise<string> => {
  const file = join(folder, 'requirements.txt');
  await writeFile(file, content);
  return file;
};

/** A "Python" that describes itself with these words. */
const pythonSaying = async (words: string): Promise<string> => {
  const file = join(folder, `python-${words.replaceAll(' ', '-')}`);
  await writeFile(file, `#!/bin/sh\necho ${words}\n`);
  await chmod(file, 0o755);
  return file;
};

/** A "Python" whose environments are itself, and whose pip refuses requirements that say "bad". */
const pretendPython = async (): Promise<string> => {
  const file = join(folder, 'python-pretending');
  const script = `#!/bin/sh
case "$*" in
  -c*) echo 3 12 1 ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip "*) for file; do :; done; if grep -q bad "$file"; then echo no hash for bad >&2; exit 1; fi ;;
esac
`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
};

describe('ensuring a Python environment', () => {
  it('builds it once, however many ask', async () => {
    const file = await requirements('# nothing\n');
    const lines: string[] = [];
    const ensure = (): Promise<string> => ensureVenv('once', file, { folder, log: (line) => lines.push(line) });

    const pythons = await Promise.all([ensure(), ensure()]);
    pythons.push(await ensure());

    expect(lines).toEqual(['Installing the Python packages of once (once)']);
    expect(new Set(pythons)).toEqual(new Set([join(folder, 'once/bin/python')]));
    expect(execFileSync(pythons[0]!, ['-c', 'import sys; print(sys.prefix)'], { encoding: 'utf8' }).trim()).toBe(
      join(folder, 'once'),
    );
  });

  it('does an installation that failed or was interrupted again', async () => {
    const pythons = [await pretendPython()];
    const ensure = async (content: string): Promise<string> =>
      ensureVenv('again', await requirements(content), { folder, pythons });

    await expect(ensure('bad\n')).rejects.toThrow(/Cannot install .*requirements\.txt.*\nno hash for bad$/s);
    await expect(ensure('good\n')).resolves.toBe(join(folder, 'again/bin/python'));
  });
});

describe('a machine without a suitable Python', () => {
  it('is told which versions were found', async () => {
    const pythons = [join(folder, 'absent'), await pythonSaying('3 9 1')];
    const ensured = ensureVenv('old', await requirements(''), { folder, pythons });

    await expect(ensured).rejects.toThrow(
      /Python 3\.11 or newer with venv is needed\. Found: .*python-3-9-1 is 3\.9\./,
    );
  });

  it('is told which package brings venv', async () => {
    const ensured = ensureVenv('bare', await requirements(''), { folder, pythons: [await pythonSaying('3 12 0')] });

    await expect(ensured).rejects.toThrow(
      /python-3-12-0 \(3\.12\) lacks venv: on Debian or Ubuntu, apt install python3-venv/,
    );
  });

  it('is told which names were tried', async () => {
    const ensured = ensureVenv('none', await requirements(''), { folder, pythons: ['no-python-a', 'no-python-b'] });

    await expect(ensured).rejects.toThrow('None of no-python-a, no-python-b is installed.');
  });
});
