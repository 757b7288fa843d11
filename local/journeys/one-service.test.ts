import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registerDemoModel } from '../demo-registration.ts';
import { putDemoWeights } from '../demo-weights.ts';
import { serverless } from '../deploy.ts';
import { root, stage } from '../settings.ts';
import { stackValues } from '../stack-values.ts';
import { call, listed, modelGone, modelInService, place, platform, tokenOf, until } from './running-platform.ts';

const folder = join(root, 'services/models');
const run = async (...command: string[]): Promise<string> => {
  const { code, text } = await serverless([...command, '--stage', stage], folder, place);
  if (code !== 0) throw new Error(`serverless ${command.join(' ')} failed:\n${text}`);
  return text;
};

let admin: string;
let user: string;
beforeAll(async () => {
  [admin, user] = await Promise.all([tokenOf('admin'), tokenOf('user')]);
});
afterAll(async () => {
  await run('deploy');
  await registerDemoModel(platform.apiUrl, `${platform.demoModelUrl}/v1`, admin);
  await putDemoWeights(place, await stackValues(place)); // removed with the service's bucket
});

/** Asks again and again while `work` runs; answers every status that came. */
async function statusesDuring(ask: () => Promise<number>, work: Promise<unknown>): Promise<Set<number>> {
  const statuses = new Set<number>();
  let done = false;
  const finished = work.finally(() => (done = true));
  while (!done) {
    statuses.add(await ask());
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await finished;
  return statuses;
}

describe('deploying one service alone', () => {
  it('keeps its routes and everybody else’s alive, and its data', async () => {
    await modelInService('one-service', admin);
    const models = async () => (await call('GET', '/models/one-service', admin)).status;
    const inference = async () =>
      (await fetch(`${platform.serveUrl}/v1/models`, { headers: { authorization: user } })).status;

    const deployment = run('deploy', '--force');
    const [ofModels, ofInference] = await Promise.all([
      statusesDuring(models, deployment),
      statusesDuring(inference, deployment),
    ]);

    expect([...ofModels]).toEqual([200]);
    expect([...ofInference]).toEqual([200]);
    await modelGone('one-service', admin);
  });
});

describe('removing one service', () => {
  it('takes exactly its routes away', async () => {
    const inference = async () =>
      (await fetch(`${platform.serveUrl}/v1/models`, { headers: { authorization: user } })).status;

    const ofInference = await statusesDuring(inference, run('remove'));

    // A GET that nobody declares is the site's, which knows no such page; any other method is the gateway's.
    await until(async () => (await call('GET', '/models', admin)).status === 404);
    expect((await call('GET', '/models', admin)).body).toMatchObject({ error: 'Not Found' });
    expect((await call('POST', '/models', admin, {})).status).toBe(403);
    expect([...ofInference]).toEqual([200]);
    expect(await listed(user)).toContain('demo');
  });
});
