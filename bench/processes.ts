import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache/gateway-bench');

/** Compiles one of the C tools of gateway-bench once; answers its path. */
export function compiled(name: 'mock' | 'lg'): string {
  const binary = join(cache, name);
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  try {
    execFileSync('gcc', ['-O2', '-o', binary, join(import.meta.dirname, `gateway-bench/${name}.c`)]);
  } catch (error) {
    throw new Error('Cannot compile the load tools: install gcc (apt install gcc)', { cause: error });
  }
  return binary;
}

/** The path of a program, or an error that says what to install. */
export function installed(name: string, how: string): string {
  for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/bin'])
    if (existsSync(join(folder, name))) return join(folder, name);
  throw new Error(`${name} is not installed: ${how}`);
}

/** Starts a program on one core. */
export function pinned(core: number, file: string, args: readonly string[]): ChildProcess {
  return spawn('taskset', ['-c', String(core), file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits until something listens. */
export async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error(`Nothing listens on port ${port}`);
}

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);

const family = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(family)];
const ticksPerSecond = 100;

/** CPU seconds a process and its children have used. */
export function cpuSeconds(pid: number): number {
  const ticks = family(pid).map((member) => {
    const fields = readFileSync(`/proc/${member}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, value) => sum + value, 0) / ticksPerSecond;
}

/** Resident memory of a process and its children, in MB. */
export function residentMb(pid: number): number {
  const kilobytes = family(pid).map((member) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${member}/status`, 'utf8'))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}
