import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as modelsEvents from '@lisa/contracts/events/models.events';
import * as platformEvents from '@lisa/contracts/events/platform.events';
import * as serveRouterEvents from '@lisa/contracts/events/serve-router.events';
import type { EventContract } from '@lisa/contracts/events/define-event';
import { Metadata } from '@lisa/contracts/events/envelope';
import OpenAI from 'openai';
import { clientSettings } from '../stack-values.ts';
import { tapBus, type Heard, type Tap } from './bus-tap.ts';
import {
  aModel,
  call,
  listed,
  modelGone,
  modelInService,
  place,
  platform,
  tokenInGroups,
  tokenOf,
  until,
} from './running-platform.ts';

const contracts = new Map<string, EventContract>(
  Object.values<EventContract>({ ...modelsEvents, ...platformEvents, ...serveRouterEvents }).map((event) => [
    event.name,
    event,
  ]),
);
const secretsOf = async (uid: string): Promise<number> => {
  const secrets = new SecretsManagerClient(clientSettings(place));
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ MaxResults: 100 }));
  return SecretList.filter(({ Name }) => Name?.includes(uid)).length;
};

let admin: string;
let user: string;
let tap: Tap;

const about = async (modelId: string): Promise<Heard[]> =>
  (await tap.heard()).filter(({ data }) => data['modelId'] === modelId);

beforeAll(async () => {
  [admin, user, tap] = await Promise.all([tokenOf('admin'), tokenOf('user'), tapBus('model-lifecycle')]);
});
afterAll(() => tap.close());

describe.each([
  ['directly', 'openai/lisa-demo', 'journey-direct'],
  ['through LiteLLM', 'hosted_vllm/lisa-demo', 'journey-litellm'],
])('a model that is reached %s', (_, modelName, modelId) => {
  let uid: string;

  it('comes into service through events alone, one causing the next', async () => {
    await modelInService(modelId, admin, { modelName, apiKey: 'sk-only-the-upstream-knows' });

    await until(async () => (await about(modelId)).some(({ name }) => name === 'ModelRouted'));
    const heard = await about(modelId);
    const [requested, ready, routed] = ['ModelRequested', 'ModelReady', 'ModelRouted'].map((name) =>
      heard.find((event) => event.name === name),
    );
    expect(ready?.metadata.causationId).toBe(requested?.metadata.id);
    expect(routed?.metadata.causationId).toBe(ready?.metadata.id);
    expect(new Set(heard.map(({ metadata }) => metadata.correlationId)).size).toBe(1);
    uid = String(requested?.data['uid']);
  });

  it('is told of in events that fit their schemas and carry no secret', async () => {
    const heard = await about(modelId);

    for (const { name, metadata, data } of heard) {
      expect(Metadata.safeParse(metadata).error).toBeUndefined();
      expect(contracts.get(name)?.data.safeParse(data)).toMatchObject({ success: true });
    }
    expect(JSON.stringify(heard)).not.toContain('sk-only-the-upstream-knows');
  });

  it('streams to the OpenAI client of a plain user, token by token', async () => {
    const openai = new OpenAI({ baseURL: `${platform.serveUrl}/v1`, apiKey: user });
    const arrivals: number[] = [];
    let text = '';

    const stream = await openai.chat.completions.create({
      model: modelId,
      stream: true,
      messages: [{ role: 'user', content: '[tokens 40] [pace 20ms] count' }],
    });
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      arrivals.push(performance.now());
    }

    expect(text.length).toBeGreaterThan(40);
    expect(arrivals.length).toBeGreaterThan(30);
    expect(arrivals.at(-1)! - arrivals[0]!).toBeGreaterThan(500);
  });

  it('answers without streaming as well, under both prefixes', async () => {
    for (const base of [`${platform.serveUrl}/v1`, `${platform.serveUrl}/v2/serve`, `${platform.apiUrl}/v2/serve`]) {
      const openai = new OpenAI({ baseURL: base, apiKey: user });
      const { choices, usage } = await openai.chat.completions.create({
        model: modelId,
        messages: [{ role: 'user', content: 'Hello' }],
      });
      expect(choices[0]?.message.content).toBeTruthy();
      expect(usage?.total_tokens).toBeGreaterThan(0);
    }
  });

  it('is listed for the user, and told of without its key', async () => {
    const openai = new OpenAI({ baseURL: `${platform.serveUrl}/v1`, apiKey: user });

    const ids = (await openai.models.list()).data.map(({ id }) => id);
    const { body } = await call('GET', `/models/${modelId}`, admin);

    expect(ids).toContain(modelId);
    expect(JSON.stringify(body)).not.toContain('sk-only-the-upstream-knows');
    expect(await secretsOf(uid)).toBe(1);
  });

  it('leaves completely: list, secret and name', async () => {
    const { status, body } = await call('DELETE', `/models/${modelId}`, admin);

    expect(status).toBe(200);
    expect(body).toMatchObject({ model: { modelId, status: 'Deleting' } });
    await until(async () => (await call('GET', `/models/${modelId}`, admin)).status === 404);
    await until(async () => !(await listed(user)).includes(modelId));
    expect(await secretsOf(uid)).toBe(0);
    await until(async () => (await about(modelId)).some(({ name }) => name === 'ModelUnrouted'));
    expect((await about(modelId)).some(({ name }) => name === 'ModelRetired')).toBe(true);
  });

  it('can be created again under the same name', async () => {
    await modelInService(modelId, admin, { modelName });

    expect(await listed(user)).toContain(modelId);
    const again = (await about(modelId)).filter(({ name }) => name === 'ModelRequested').at(-1);
    expect(again?.data['uid']).not.toBe(uid);
    await modelGone(modelId, admin);
  });
});

describe('a model of other groups', () => {
  it('does not exist for those outside', async () => {
    const inside = await tokenInGroups('inside@example.com', ['research']);
    await modelInService('journey-groups', admin, { allowedGroups: ['research'] });

    const ask = (token: string) =>
      fetch(`${platform.serveUrl}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'journey-groups', messages: [{ role: 'user', content: 'Hello' }] }),
      });
    const refused = await ask(user);

    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ error: { code: 'model_not_found' } });
    expect(await listed(user)).not.toContain('journey-groups');
    expect((await call('GET', '/models/journey-groups', user)).status).toBe(404);
    expect((await ask(inside)).status).toBe(200);
    expect(await listed(inside)).toContain('journey-groups');
    await modelGone('journey-groups', admin);
  });
});

describe('an embedding model', () => {
  it('answers float and base64 alike', async () => {
    await modelInService('journey-embedding', admin, {
      modelName: 'openai/lisa-demo-embedding',
      modelType: 'embedding',
      streaming: false,
    });
    const openai = new OpenAI({ baseURL: `${platform.serveUrl}/v1`, apiKey: user });

    const byDefault = await openai.embeddings.create({ model: 'journey-embedding', input: 'hello' });
    const asFloat = await openai.embeddings.create({
      model: 'journey-embedding',
      input: 'hello',
      encoding_format: 'float',
    });

    expect(byDefault.data[0]?.embedding.length).toBe(asFloat.data[0]?.embedding.length);
    expect(byDefault.data[0]?.embedding[0]).toBeCloseTo(asFloat.data[0]?.embedding[0] ?? 0, 5);
    await modelGone('journey-embedding', admin);
  });

  it('cannot be asked to stream', async () => {
    const { status, body } = await call(
      'POST',
      '/models',
      admin,
      aModel('journey-wrong', { modelType: 'embedding', streaming: true }),
    );

    expect(status).toBe(422);
    expect(body).toMatchObject({ detail: [{ loc: ['body', 'streaming'], msg: 'an embedding model cannot stream' }] });
  });
});
