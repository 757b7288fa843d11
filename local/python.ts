import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './lock.ts';

const run = promisify(execFile);
const OLDEST = [3, 11] as const;
const PYTHONS = ['python3.13', 'python3.12', 'python3.11', 'python3'];
const DESCRIBE = `import sys, importlib.util as u
print(*sys.version_info[:2], int(all(u.find_spec(m) for m in ('venv', 'ensurepip'))))`;

export interface VenvOptions {
  /** Where environments live; the repository's `.local/venv` unless told. */
  readonly folder?: string;
  /** Interpreters to try, best first. */
  readonly pythons?: readonly string[];
  readonly log?: (line: string) => void;
}

/**
 * Makes sure the Python environment `name` holds exactly what the hashed requirements file lists; at once if it does.
 * Resolves to its interpreter. Rejects, saying what to install, if the machine has no suitable Python.
 */
export async function ensureVenv(name: string, requirementsFile: string, options: VenvOptions = {}): Promise<string> {
  const folder = options.folder ?? resolve(import.meta.dirname, '../.local/venv');
  const venv = join(folder, name);
  const python = join(venv, 'bin/python');
  const stampFile = join(venv, 'requirements.sha256');
  const wanted = createHash('sha256')
    .update(await readFile(requirementsFile))
    .digest('hex');
  const isCurrent = async (): Promise<boolean> =>
    existsSync(python) && (await readFile(stampFile, 'utf8').catch(() => '')) === wanted;

  if (await isCurrent()) return python;
  await mkdir(folder, { recursive: true });
  await withLock(`${venv}.lock`, async () => {
    if (await isCurrent()) return; // another process built it while this one waited
    const base = await findPython(options.pythons ?? PYTHONS);
    options.log?.(`Installing the Python packages of ${name} (once)`);
    await rm(venv, { recursive: true, force: true });
    await runOrExplain(base, ['-m', 'venv', venv], `Cannot create the Python environment ${venv}`);
    const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];
    await runOrExplain(
      python,
      [...install, '--require-hashes', '-r', requirementsFile],
      `Cannot install ${requirementsFile}: check the network and pip's configuration, then start again`,
    );
    // Last, so that an interrupted installation is done again.
    await writeFile(stampFile, wanted);
  });
  return python;
}

async function findPython(candidates: readonly string[]): Promise<string> {
  const refusals: string[] = [];
  for (const python of candidates) {
    const described = await run(python, ['-c', DESCRIBE]).catch(() => undefined);
    if (!described) continue;
    const refusal = whyNot(described.stdout);
    if (!refusal) return python;
    refusals.push(`${python} ${refusal}`);
  }
  const found = refusals.length ? `Found: ${refusals.join('; ')}.` : `None of ${candidates.join(', ')} is installed.`;
  throw new Error(`Python ${OLDEST.join('.')} or newer with venv is needed. ${found}`);
}

/** Why an interpreter that described itself so cannot be used, if it cannot. */
function whyNot(description: string): string | undefined {
  const [major = 0, minor = 0, canBuild = 0] = description.split(' ').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) return `is ${major}.${minor}`;
  if (canBuild) return undefined;
  return `(${major}.${minor}) lacks venv: on Debian or Ubuntu, apt install python3-venv`;
}

async function runOrExplain(file: string, args: readonly string[], failure: string): Promise<void> {
  try {
    await run(file, args, { maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${failure}\n${(stdout ?? '') + (stderr ?? '') || String(error)}`.trimEnd(), { cause: error });
  }
}
