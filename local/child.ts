import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnGroup, stopGroup } from './process-group.ts';

const LAST_LINES = 15;
const GRACE_MS = 10_000;

/** A program this process started and must stop. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when the program ends without having been asked to, with an error that names it and quotes its last lines. */
  readonly died: Promise<Error>;
  /** SIGTERM to its process group, SIGKILL after `graceMs` (10 s unless told). Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The platform's folder: output is appended to `<home>/logs/<name>.log`. */
  readonly home: string;
  readonly cwd?: string;
}

/** Starts a long-lived program. Rejects if it cannot be started at all; use `untilReady` to learn that it works. */
export async function startChild({ name, file, args, env, home, cwd }: ChildOptions): Promise<Child> {
  const logFile = join(home, 'logs', `${name}.log`);
  await mkdir(join(home, 'logs'), { recursive: true });
  const log = openSync(logFile, 'a');
  const logStart = statSync(logFile).size;
  const program = spawnGroup(file, args, { env, stdio: ['ignore', log, log], ...(cwd === undefined ? {} : { cwd }) });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    program.once('spawn', resolve);
    program.once('error', (error) => reject(new Error(`Cannot start ${name} (${file}): ${error.message}`)));
  });

  let stopping = false;
  const died = new Promise<Error>((resolve) => {
    program.once('exit', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code ?? 'unknown'}`;
      if (!stopping)
        resolve(new Error(`${name} ${how}. Its last lines (all in ${logFile}):\n${lastLines(logFile, logStart)}`));
    });
  });
  const stop = async (graceMs = GRACE_MS): Promise<void> => {
    stopping = true;
    await stopGroup(program, graceMs);
  };
  return { name, pid: program.pid ?? 0, logFile, died, stop };
}

/** Asks `ready` every 50 ms until it says yes. Rejects, with the program stopped, if it dies or `timeoutMs` pass first. */
export async function untilReady(child: Child, ready: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  const death = child.died.then((error) => Promise.reject(error));
  death.catch(() => {}); // raced below; a death after readiness is the caller's to watch
  while (!(await Promise.race([ready().catch(() => false), death]))) {
    if (Date.now() > until) {
      await child.stop();
      throw new Error(`${child.name} did not answer within ${timeoutMs / 1000} s: see ${child.logFile}`);
    }
    await Promise.race([sleep(50), death]);
  }
}

function lastLines(file: string, from: number): string {
  const text = readFileSync(file).subarray(from).toString('utf8').trimEnd();
  return text === '' ? '  (it printed nothing)' : text.split('\n').slice(-LAST_LINES).join('\n');
}
