import { describe, expect, it } from '@jest/globals';
import { selfHosted } from '@lisa/contracts/api/models/examples';
import { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { ModelRequested } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { inTrace } from '@lisa/kit/trace';
import { uidOf } from '@lisa/testing/counted-ids';
import { aModel, inMemoryPorts } from '../../test/fakes.ts';
import { createModel } from './create-model.ts';

const administrator = { username: 'jo', groups: ['admins'], isAdmin: true };
const aRequest = (fields: object = {}) =>
  CreateModelRequest.parse({ modelId: 'demo', modelName: 'openai/gpt-5', modelType: 'textgen', ...fields });

describe('creating a model', () => {
  it('wants it running and says so in the same write', async () => {
    const ports = inMemoryPorts();

    const model = await inTrace({ correlationId: 'c7', actor: 'jo' }, () =>
      createModel(aRequest(), administrator, ports),
    );

    const intent = { modelId: 'demo', uid: uidOf(1), generation: 1, desired: 'running' } as const;
    expect(ports.facts).toEqual([fact(ModelRequested, intent)]);
    expect(model).toMatchObject({ status: 'Creating', ready: false, createdBy: 'jo', correlationId: 'c7' });
    expect(await ports.models.find('demo')).toEqual(model);
  });

  it('keeps its key under its uid, and only the ARN with it', async () => {
    const ports = inMemoryPorts();

    const model = await createModel(aRequest({ apiKey: 'sk-hunter2' }), administrator, ports);

    expect(ports.keys.get(model.uid)?.apiKey).toBe('sk-hunter2');
    expect(model.target.secretArn).toContain(model.uid);
    expect(JSON.stringify([model, ports.facts, [...ports.outbox.rows]])).not.toContain('hunter2');
  });

  it('keeps no key when there is none', async () => {
    const ports = inMemoryPorts();

    const model = await createModel(aRequest(), administrator, ports);

    expect(ports.keys.size).toBe(0);
    expect(model.target).not.toHaveProperty('secretArn');
  });

  it('refuses a name that is taken, and leaves no key behind', async () => {
    const ports = inMemoryPorts({ models: [aModel({ modelId: 'demo' })] });

    await expect(createModel(aRequest({ apiKey: 'k' }), administrator, ports)).rejects.toMatchObject({
      code: 'ModelExists',
    });

    expect([ports.facts, ports.keys.size]).toEqual([[], 0]);
  });

  it('lets one of two win that ask at the same time, and removes the key of the other', async () => {
    const ports = inMemoryPorts();
    const asking = [1, 2].map((n) => createModel(aRequest({ apiKey: `k${n}` }), administrator, ports));

    const outcomes = await Promise.allSettled(asking);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = await ports.models.find('demo');
    expect([...ports.keys.keys()]).toEqual([winner?.uid]);
    expect(ports.facts).toHaveLength(1);
  });

  it('keeps the key when it cannot know whether the model was written: the sweep will', async () => {
    const ports = inMemoryPorts();
    const cutOff = { ...ports, models: { ...ports.models, create: () => Promise.reject(new Error('no answer')) } };

    await expect(createModel(aRequest({ apiKey: 'k' }), administrator, cutOff)).rejects.toThrow('no answer');

    expect(ports.keys.size).toBe(1);
  });

  it('notes for a self-hosted model what it starts from, once', async () => {
    const model = await createModel(selfHosted, administrator, inMemoryPorts());

    expect(model).toMatchObject({
      origin: { image: 'lisa/vllm:test', amiId: 'ami-0123456789abcdef0' },
      target: { via: 'direct', model: selfHosted.modelName },
      contextWindow: 8192,
    });
    expect(model.steps.map(({ name }) => name)).toEqual(['requested', 'stack', 'probe', 'routed']);
  });

  it('refuses an instance type that no model can run on, before anything is kept', async () => {
    const ports = inMemoryPorts();

    const refused = createModel({ ...selfHosted, instanceType: 't3.micro', apiKey: 'k' }, administrator, ports);

    await expect(refused).rejects.toMatchObject({ code: 'InstanceTypeNotOffered', status: 422 });
    expect(ports.keys.size).toBe(0);
  });
});
