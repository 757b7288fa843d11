import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import OpenAI from 'openai';
import { demoWeightsFolder } from '../demo-weights.ts';
import { tapBus, type Heard, type Tap } from './bus-tap.ts';
import { call, listed, modelGone, place, platform, tokenOf, until } from './running-platform.ts';
import { accountOf, addressOf, aSelfHostedModel, reaching } from './self-hosted-model.ts';

const modelId = 'journey-self-hosted';
const account = accountOf(place);
/** From the stack's completion to `InService`, the probe included. */
const BOUND_MS = 2000;

let admin: string;
let user: string;
let tap: Tap;
let uid: string;
beforeAll(async () => {
  [admin, user, tap] = await Promise.all([tokenOf('admin'), tokenOf('user'), tapBus('self-hosted')]);
});
afterAll(() => tap.close());

const read = async (): Promise<LisaModel> => {
  const { status, body } = await call('GET', `/models/${modelId}`, admin);
  if (status !== 200) throw new Error(`GET /models/${modelId} answered ${status}`);
  return (body as { model: LisaModel }).model;
};
const change = async (body: object): Promise<void> => {
  const answer = await call('PUT', `/models/${modelId}`, admin, body);
  expect(answer).toMatchObject({ status: 200 });
};
const story = async (correlationId: string): Promise<Heard[]> =>
  (await tap.heard())
    .filter(({ metadata }) => metadata.correlationId === correlationId)
    .sort((a, b) => a.metadata.time.localeCompare(b.metadata.time));
const client = () => new OpenAI({ baseURL: `${platform.serveUrl}/v2/serve`, apiKey: user, maxRetries: 0 });
const tookMs: number[] = [];
/** Prints and keeps how long the platform took after its last stack operation was complete. */
async function clock(what: string, model: LisaModel): Promise<void> {
  const routed = model.steps.find(({ name }) => name === 'routed')?.at ?? Infinity;
  const took = routed - (await account.stackDoneAt(uid));
  console.log(`${what}: InService ${took} ms after the stack was complete`);
  tookMs.push(took);
}

describe('a self-hosted model', () => {
  it('comes into service through its own stack, one event causing the next', async () => {
    await modelGone(modelId, admin); // what a first try may have left
    const created = await call('POST', '/models', admin, { ...aSelfHostedModel(modelId), apiKey: 'sk-of-the-model' });
    expect(created).toMatchObject({ status: 200, body: { model: { modelId, status: 'Creating' } } });

    const model = await reaching(read, ['InService', 'Failed']);

    expect(model).toMatchObject({ status: 'InService', hostingType: 'lisa_hosted', contextWindow: 32_768 });
    await until(async () =>
      (await tap.heard()).some(({ name, data }) => name === 'ModelRouted' && data['modelId'] === modelId),
    );
    const requested = (await tap.heard()).findLast(
      ({ name, data }) => name === 'ModelRequested' && data['modelId'] === modelId && data['desired'] === 'running',
    );
    uid = String(requested?.data['uid']);
    const told = await story(String(requested?.metadata.correlationId));
    expect(told.map(({ name }) => name).filter((name) => name !== 'ModelChanged')).toEqual([
      'ModelRequested',
      'StackReady',
      'ModelReady',
      'ModelRouted',
    ]);
    const ready = told.find(({ name }) => name === 'ModelReady');
    const routed = told.find(({ name }) => name === 'ModelRouted');
    expect(routed?.metadata.causationId).toBe(ready?.metadata.id);
    await clock('created', model);
  });

  it('streams to a plain user from its own task', async () => {
    const [task] = await account.tasks(uid);
    const chunks: string[] = [];

    const stream = await client().chat.completions.create({
      model: modelId,
      stream: true,
      messages: [{ role: 'user', content: '[tokens 30] [pace 10ms] count' }],
    });
    for await (const chunk of stream) chunks.push(chunk.choices[0]?.delta.content ?? '');

    expect(chunks.join('')).toMatch(/^t1 t2 .* t30$/);
    const { requests } = (await (await fetch(`${addressOf(task!)}/_demo/requests`)).json()) as {
      requests: { path: string; headerNames: string[] }[];
    };
    expect(requests.map(({ path }) => path)).toContain('/v1/chat/completions');
    expect(await listed(user)).toContain(modelId);
  });

  it('answers what it does not speak through LiteLLM', async () => {
    const answer = await fetch(`${platform.serveUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': user, 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({
        model: modelId,
        max_tokens: 50,
        messages: [{ role: 'user', content: '[tokens 5] count' }],
      }),
    });

    expect(await answer.json()).toMatchObject({ type: 'message', content: [{ type: 'text', text: 't1 t2 t3 t4 t5' }] });
  });

  it('stops: no route and no task is left, but the stack', async () => {
    await change({ enabled: false });
    await reaching(read, ['Stopped', 'Failed']);

    expect(await account.tasks(uid)).toEqual([]);
    expect(await account.stacks(uid)).toHaveLength(1);
    await until(async () => !(await listed(user)).includes(modelId));
  });

  it('starts again, as it was', async () => {
    await change({ enabled: true });
    const model = await reaching(read, ['InService', 'Stopped', 'Failed']);

    expect(model.status).toBe('InService');
    await clock('started', model);
    expect(await account.tasks(uid)).toHaveLength(1);
    const { choices } = await client().chat.completions.create({
      model: modelId,
      messages: [{ role: 'user', content: '[tokens 2]' }],
    });
    expect(choices[0]?.message.content).toBe('t1 t2');
  });

  it('gets a new task when its container changes, and answers again', async () => {
    const [before] = await account.tasks(uid);

    await change({ containerConfig: { environment: { VLLM_MAX_MODEL_LEN: '4096' } } });
    await reaching(read, ['Updating']);
    const model = await reaching(read, ['InService', 'Failed']);

    expect(model).toMatchObject({ status: 'InService', contextWindow: 4096 });
    await clock('updated', model);
    const [after] = await account.tasks(uid);
    expect(after?.taskDefinitionArn).not.toBe(before?.taskDefinitionArn);
    expect((await client().models.list()).data.map(({ id }) => id)).toContain(modelId);
  });

  it('keeps its task when only words about it change', async () => {
    const [before] = await account.tasks(uid);

    await change({ modelDescription: 'Of our own', allowedGroups: ['users'] });
    const model = await reaching(read, ['InService', 'Failed']);

    expect(model).toMatchObject({ modelDescription: 'Of our own', allowedGroups: ['users'] });
    expect((await account.tasks(uid))[0]?.taskArn).toBe(before?.taskArn);
  });

  it('is in service soon after its stack is complete, each time it gets there', () => {
    expect(tookMs.length).toBeGreaterThanOrEqual(3);
    // The first time its functions are cold; on a machine with other work that alone may take longer.
    expect(tookMs.toSorted((a, b) => a - b)[1]).toBeLessThan(BOUND_MS);
  });

  it('leaves completely: tasks, stack, route, secret and name', async () => {
    expect(await account.secrets(uid)).toBe(1);
    expect(await call('DELETE', `/models/${modelId}`, admin)).toMatchObject({
      status: 200,
      body: { model: { modelId, modelName: demoWeightsFolder, status: 'Deleting' } },
    });

    await until(async () => (await call('GET', `/models/${modelId}`, admin)).status === 404);

    expect(await account.stacks(uid)).toEqual([]);
    expect(await account.tasks(uid)).toEqual([]);
    expect(await account.secrets(uid)).toBe(0);
    await until(async () => !(await listed(user)).includes(modelId));
    await until(async () =>
      (await tap.heard()).some(({ name, data }) => name === 'ModelRetired' && data['uid'] === uid),
    );
    expect((await tap.heard()).filter(({ name, data }) => name === 'StackGone' && data['uid'] === uid)).toHaveLength(1);
  });
});

describe('a self-hosted embedding model', () => {
  it('is probed and used as one', async () => {
    const embedding = {
      ...aSelfHostedModel('journey-own-embedding'),
      modelType: 'embedding',
      streaming: false,
      inferenceContainer: 'tei',
    };
    expect(await call('POST', '/models', admin, embedding)).toMatchObject({ status: 200 });
    const readIt = async () =>
      ((await call('GET', `/models/${embedding.modelId}`, admin)).body as { model: LisaModel }).model;
    expect(await reaching(readIt, ['InService', 'Failed'])).toMatchObject({ status: 'InService' });

    const { data } = await client().embeddings.create({ model: embedding.modelId, input: ['one', 'two'] });

    expect(data.map(({ embedding: vector }) => vector.length)).toEqual([384, 384]);
    await modelGone(embedding.modelId, admin);
  });
});
