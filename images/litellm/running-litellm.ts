import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 90_000;
const besideThis = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const python = besideThis('../../.local/venv/litellm/bin/python');

export const masterKey = 'sk-0123456789abcdef0123456789abcdef';
export const controlKey = 'control-0123456789abcdef';

/** How a start that did not serve ended. */
export interface Ended {
  code: number | null;
  output: string;
}

/** LiteLLM as its container runs it, on a free port of this machine. */
export interface RunningLitellm {
  url: string;
  /** The last it printed. */
  output(): string;
  close(): Promise<void>;
}

/** Runs start.py until it ends by itself, as it does without its keys. */
export async function runUntilItEnds(environment: Record<string, string>): Promise<Ended> {
  const { child, output } = launch(environment);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Method and path of every route that LiteLLM itself would serve. */
export async function litellmRoutes(): Promise<[method: string, path: string][]> {
  const child = spawn(python, [besideThis('list_routes.py')], { env: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' } });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '[]') as [string, string][];
}

/** Starts LiteLLM and waits until it serves; rejects with its output when it ends instead. */
export async function startLitellm(environment: Record<string, string> = {}): Promise<RunningLitellm> {
  const port = await freePort();
  const keys = { LITELLM_MASTER_KEY: masterKey, LITELLM_CONTROL_KEY: controlKey };
  const { child, output } = launch({ ...keys, ...environment, PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  const closed = once(child, 'close');
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await serves(url))) {
    if (child.exitCode !== null) throw new Error(`LiteLLM ended with ${child.exitCode}: ${output()}`);
    if (Date.now() > deadline) throw new Error(`LiteLLM did not serve within ${PATIENCE_MS} ms: ${output()}`);
    await pause(200);
  }
  return {
    url,
    output,
    close: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function launch(environment: Record<string, string>) {
  if (!existsSync(python)) {
    throw new Error(
      'LiteLLM is not installed: python3 -m venv .local/venv/litellm && .local/venv/litellm/bin/pip install --no-deps --require-hashes -r images/litellm/requirements.txt',
    );
  }
  const child = spawn(python, [besideThis('start.py')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  }
  return { child, output: () => output };
}

async function serves(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/liveliness`).catch(() => undefined);
  return answer?.ok ?? false;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('The machine gave no port.');
  return address.port;
}
