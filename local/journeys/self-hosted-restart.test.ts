import { DescribeTasksCommand, ECSClient, ListClustersCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlatformFile, type PlatformFile } from '../platform-file.ts';
import { placeOf, root } from '../settings.ts';
import { clientSettings } from '../stack-values.ts';
import { signIn } from '../users.ts';
import { aSelfHostedModel, reaching } from './self-hosted-model.ts';

jest.setTimeout(600_000);
// Once and for all: the platform of a second try would not be the one that was stopped.
jest.retryTimes(0);

/** A platform of its own, because this one is stopped. */
const place = placeOf(mkdtempSync(join(tmpdir(), 'lisa-')), 18_520);
const ecs = new ECSClient(clientSettings(place));
let starting: ChildProcess;
let platform: PlatformFile;
let token: string;

/** Runs what `npm start` runs, and waits until it is ready. */
async function start(...more: string[]): Promise<void> {
  const args = [join(root, 'local/start.ts'), '--home', place.home, '--port', String(place.port), ...more];
  starting = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    starting.stdout?.on('data', (said: Buffer) => said.includes('LISA is ready') && resolve());
    starting.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  platform = readPlatformFile(place.home);
  token = await signIn(platform.users[0]!, platform.clientId, place);
}

/** Ctrl-C. */
async function stop(): Promise<void> {
  if (starting.exitCode !== null) return; // it never came up
  const gone = new Promise<number | null>((resolve) => starting.once('exit', resolve));
  starting.kill('SIGTERM');
  expect(await gone).toBe(0);
}

beforeAll(() => start('--fresh'));
afterAll(async () => {
  await stop();
  rmSync(place.home, { recursive: true, force: true });
});

const call = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${platform.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const reader = (modelId: string) => async (): Promise<LisaModel> =>
  ((await (await call('GET', `/models/${modelId}`)).json()) as { model: LisaModel }).model;
const create = async (modelId: string, environment: Record<string, string> = {}): Promise<void> => {
  expect((await call('POST', '/models', aSelfHostedModel(modelId, { environment, warmup: 60 }))).status).toBe(200);
};
const answers = async (modelId: string): Promise<boolean> => {
  const body = { model: modelId, messages: [{ role: 'user', content: '[tokens 2]' }] };
  const answer = await fetch(`${platform.serveUrl}/v2/serve/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.ok && (await answer.text()).includes('t1 t2');
};
const eventually = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 300) throw new Error(`Still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Tasks of all models in one state. */
async function tasksIn(state: string): Promise<number> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  let count = 0;
  for (const cluster of clusterArns.filter((arn) => arn.includes('cluster/lisa-local-model-'))) {
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }));
    if (taskArns.length === 0) continue;
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    count += tasks.filter(({ lastStatus }) => lastStatus === state).length;
  }
  return count;
}

/** Kills every model server of this platform, as a machine that runs out of memory would. Answers how many. */
function killModelServers(): number {
  const own = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const [command, environment] = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'));
      return command!.includes('model-server.ts') && environment!.includes(`HOST=${place.subnet}.`);
    } catch {
      return false; // it ended meanwhile
    }
  });
  for (const pid of own) process.kill(Number(pid), 'SIGKILL');
  return own.length;
}

describe('stopping the whole platform while self-hosted models are created', () => {
  it('delays them: after the next start each comes into service or fails, by itself', async () => {
    await create('standing');
    expect(await reaching(reader('standing'), ['InService', 'Failed'])).toMatchObject({ status: 'InService' });
    await create('loading', { DEMO_MODEL_LOADS_MS: '6000' });
    await create('doomed', { DEMO_MODEL_LOADS_MS: '6000', DEMO_MODEL_EXITS: 'true' });
    await eventually('both load', async () => (await tasksIn('ACTIVATING')) === 2);

    await stop();
    await start();

    expect(await reaching(reader('loading'), ['InService', 'Failed'])).toMatchObject({ status: 'InService' });
    const doomed = await reaching(reader('doomed'), ['InService', 'Failed']);
    expect(doomed).toMatchObject({ status: 'Failed', failureReason: expect.stringContaining('CUDA out of memory') });
    await eventually('the model that stood answers', () => answers('standing'));
    await eventually('the model that was loading answers', () => answers('loading'));
  });
});

describe('killing the containers', () => {
  it('is made good: of a model in service, and of one that is created', async () => {
    await create('surviving', { DEMO_MODEL_LOADS_MS: '4000' });
    await eventually('it loads', async () => (await tasksIn('ACTIVATING')) === 1);

    expect(killModelServers()).toBe(3);

    expect(await reaching(reader('surviving'), ['InService', 'Failed'])).toMatchObject({ status: 'InService' });
    for (const model of ['standing', 'loading', 'surviving'])
      await eventually(`${model} answers`, () => answers(model));
  });
});

describe('deleting what was stopped, killed and failed', () => {
  it('leaves no task and no process', async () => {
    const models = ['standing', 'loading', 'surviving', 'doomed'];
    for (const model of models) expect((await call('DELETE', `/models/${model}`)).status).toBe(200);

    for (const model of models)
      await eventually(`${model} is gone`, async () => (await call('GET', `/models/${model}`)).status === 404);
    expect(await tasksIn('RUNNING')).toBe(0);
    expect(killModelServers()).toBe(0);
  });
});
