import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { startChild, untilReady, type Child } from './child.ts';
import { inheritedEnvironment } from './inherited-environment.ts';
import { ensureVenv } from './python.ts';
import { throughProxy } from './through-proxy.ts';

const START_TIMEOUT_MS = 60_000;
const REGION = 'us-east-1';

/** The running AWS emulator: account 000000000000 in us-east-1, with IAM enforced. */
export interface Emulator extends Child {
  /** What AWS_ENDPOINT_URL should be. */
  readonly endpoint: string;
}

export interface EmulatorOptions {
  /** The platform's folder; state is kept in `<home>/state`. */
  readonly home: string;
  /** The emulator's own port, on 127.0.0.1. */
  readonly port: number;
  /** Socket of the container engine; it must listen already, or ECS starts no tasks. */
  readonly engineSocket: string;
  /** The proxy through which Lambda functions reach load balancers; without one they do not. */
  readonly proxyUrl?: string;
  readonly log: (line: string) => void;
}

/** Starts the emulator with its state of last time. Rejects, saying what to do, if it cannot. State is written on `stop()`. */
export async function startEmulator({ home, port, engineSocket, proxyUrl, log }: EmulatorOptions): Promise<Emulator> {
  const state = resolve(home, 'state');
  await ensureWritable(state);
  await ensureFree(port);
  const python = await ensureVenv('emulator', join(import.meta.dirname, 'requirements/emulator.txt'), { log });
  const endpoint = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: 'emulator',
    file: python,
    args: [join(import.meta.dirname, 'emulator.py')],
    env: environment({ endpoint, port, state, engineSocket: resolve(engineSocket), proxyUrl }),
    home,
  });
  const isHealthy = async (): Promise<boolean> => (await fetch(`${endpoint}/_ministack/health`)).ok;
  await untilReady(child, isHealthy, START_TIMEOUT_MS);
  return { ...child, endpoint };
}

interface Place {
  readonly endpoint: string;
  readonly port: number;
  readonly state: string;
  readonly engineSocket: string;
  readonly proxyUrl: string | undefined;
}

function environment({ endpoint, port, state, engineSocket, proxyUrl }: Place): NodeJS.ProcessEnv {
  return {
    ...inheritedEnvironment(), // its Node runs the Lambda functions
    ...(proxyUrl !== undefined && throughProxy(proxyUrl)),
    PYTHONUNBUFFERED: '1',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: REGION,
    AUTH: 'true',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_WARM_TTL_SECONDS: '30',
    ECS_RESTORE_RECONCILE_DELAY_SECONDS: '0.5',
    // Every stream through a load balancer holds a thread.
    MINISTACK_WORKER_THREADS: '512',
    PYTHONDONTWRITEBYTECODE: '1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PERSIST_STATE: '1',
    S3_PERSIST: '1',
    STATE_DIR: join(state, 'services'),
    S3_DATA_DIR: join(state, 's3'),
    AWS_ENDPOINT_URL: endpoint,
    DOCKER_HOST: `unix://${engineSocket}`,
  };
}

async function ensureWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(
      `The emulator cannot keep its state in ${folder} (${reason}): make it yours, or start with --fresh`,
    );
  }
}

async function ensureFree(port: number): Promise<void> {
  const server = createServer();
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
    server.once('error', done);
    server.listen(port, '127.0.0.1', () => done(undefined));
  });
  if (failure)
    throw new Error(
      `Port ${port} (AWS emulator) is taken (${failure.code}): stop what uses it, or choose another with --port`,
    );
  await new Promise((done) => server.close(done));
}
