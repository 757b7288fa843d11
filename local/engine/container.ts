import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { signalGroup, spawnGroup, stopGroup } from '../process-group.ts';
import { environmentOf, type ImageCommand } from './image-commands.ts';

const KEPT_CHUNKS = 2000;
const NOT_STARTED = 127;
const SIGNAL_BASE = 128;

/** What the emulator asks for when it creates a container: the part of Docker's request that we read. */
export interface ContainerSpec {
  readonly Image: string;
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
  readonly HostConfig?: Readonly<Record<string, unknown>>;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

export interface ContainerOptions {
  readonly name: string;
  readonly spec: ContainerSpec;
  readonly ip: string;
  readonly command: ImageCommand;
  readonly logDir: string;
  /** Environment every program needs, such as PATH. */
  readonly base: Readonly<Record<string, string>>;
}

/** One container: a local program with the state Docker would report. */
export class Container {
  readonly id = randomBytes(32).toString('hex');
  readonly created = new Date().toISOString();
  readonly name: string;
  readonly spec: ContainerSpec;
  readonly ip: string;
  readonly output: OutputChunk[] = [];
  status: 'created' | 'running' | 'exited' = 'created';
  exitCode = 0;
  startedAt = '';
  finishedAt = '';
  readonly #options: ContainerOptions;
  readonly #followers = new Set<(chunk: OutputChunk) => void>();
  readonly #ended = Promise.withResolvers<void>();
  #program: ChildProcess | undefined;

  constructor(options: ContainerOptions) {
    this.#options = options;
    this.name = options.name;
    this.spec = options.spec;
    this.ip = options.ip;
  }

  get pid(): number {
    return this.status === 'running' ? (this.#program?.pid ?? 0) : 0;
  }

  get labels(): Readonly<Record<string, string>> {
    return this.spec.Labels ?? {};
  }

  /** Resolves once the program has ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Starts the program; a second start changes nothing. A program that cannot be started is a container that exits with 127. */
  start(): void {
    if (this.status !== 'created') return;
    const { base, command, ip, logDir, name, spec } = this.#options;
    const env = environmentOf(spec.Env ?? [], ip);
    const { file, args, cwd, env: added } = command({ ip, env, cmd: spec.Cmd ?? [], labels: this.labels });
    mkdirSync(logDir, { recursive: true });
    const log = createWriteStream(join(logDir, `${name}.log`), { flags: 'a' });
    log.on('error', () => {}); // a full disk must not end the container
    this.#followers.add(({ data }) => log.write(data));

    const program = spawnGroup(file, args, {
      env: { ...base, ...env, ...added, HOST: ip },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.#program = program;
    this.status = 'running';
    this.startedAt = new Date().toISOString();
    program.stdout?.on('data', (data: Buffer) => this.#emit({ stream: 'stdout', data }));
    program.stderr?.on('data', (data: Buffer) => this.#emit({ stream: 'stderr', data }));
    program.once('error', (error) => {
      this.#emit({ stream: 'stderr', data: Buffer.from(`cannot start ${file}: ${error.message}\n`) });
      this.#end(NOT_STARTED, log);
    });
    // 'close' comes after the last output, 'exit' may come before it.
    program.once('close', (code, signal) => {
      this.#end(code ?? SIGNAL_BASE + (signal ? constants.signals[signal] : 0), log);
    });
  }

  /** Calls `listener` for all later output; returns how to stop. */
  follow(listener: (chunk: OutputChunk) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** Ends the program: SIGTERM, then SIGKILL after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    if (this.status !== 'running' || !this.#program) return;
    await stopGroup(this.#program, graceMs);
    await this.ended;
  }

  /** Ends the program at once. */
  async kill(): Promise<void> {
    if (this.status !== 'running') return;
    if (this.pid > 0) signalGroup(this.pid, 'SIGKILL');
    await this.ended;
  }

  #emit(chunk: OutputChunk): void {
    this.output.push(chunk);
    if (this.output.length > KEPT_CHUNKS) this.output.shift();
    for (const follower of this.#followers) follower(chunk);
  }

  #end(code: number, log: NodeJS.WritableStream): void {
    if (this.status === 'exited') return;
    this.status = 'exited';
    this.exitCode = code;
    this.finishedAt = new Date().toISOString();
    log.end();
    this.#ended.resolve();
  }
}
