import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { root } from './settings.ts';

export interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
  readonly seconds: number;
}

/** This project's Node and its tools first on the path. */
export const toolPath = (): string =>
  `${dirname(process.execPath)}:${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;

/** Runs a program of the project to its end and keeps what it printed. */
export function runCommand(
  name: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      cwd: options.cwd ?? root,
      env: { ...process.env, PATH: toolPath(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
    const end = (ok: boolean): void => resolve({ name, ok, text, seconds: (performance.now() - begun) / 1000 });
    child.on('error', (error) => {
      text += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Prints one line for an outcome, and everything it said if it failed. */
export function report({ name, ok, text, seconds }: Outcome): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(text.trimEnd());
}
