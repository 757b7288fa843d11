import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aRequestedHostedModel, inMemoryPorts } from '../../test/fakes.ts';
import { checkSources } from './check-sources.ts';
import { removeOrphan } from './remove-orphan.ts';
import { setContextWindow } from './set-context-window.ts';

const { uid } = aHostedModel();

describe('checking what a model is made from', () => {
  it('fails for what is missing, in words', async () => {
    const ports = inMemoryPorts({ models: [aRequestedHostedModel()] });
    await expect(checkSources({ uid, generation: 1 }, ports)).resolves.toBeUndefined();

    ports.outside.missing = 'Weights missing: s3://b/m/';

    await expect(checkSources({ uid, generation: 1 }, ports)).rejects.toMatchObject({
      name: 'SourceMissing',
      message: 'Weights missing: s3://b/m/',
    });
  });

  it('looks at nothing for an intent that was overtaken', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel({ generation: 2 })] });
    ports.outside.missing = 'everything';

    await expect(checkSources({ uid, generation: 1 }, ports)).resolves.toBeUndefined();
  });
});

describe('removing an orphaned stack', () => {
  const order = { uid, generation: 1, correlationId: 'c1', subject: 'demo', template: '{}', parameters: {} };

  it('removes what no model owns', async () => {
    const ports = inMemoryPorts();
    await ports.stacks.create(order);
    ports.stackOf.get(uid)!.status = 'CREATE_COMPLETE';

    await removeOrphan(uid, ports);

    expect(ports.stackOf.get(uid)?.status).toBe('DELETE_IN_PROGRESS');
  });

  it('leaves alone what has an owner after all', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });
    await ports.stacks.create(order);

    await removeOrphan(uid, ports);

    expect(ports.stackOperations).toEqual([`create ${uid}-1`]);
  });
});

describe('saying how many tokens a model takes', () => {
  it('notes and publishes it, and starts nothing', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });

    const model = await setContextWindow('demo', 32_000, ports);

    expect(model).toMatchObject({ contextWindow: 32_000, generation: 1, version: 4 });
    expect(
      ports.facts.map(({ event, data }) => [event.name, (data as { contextWindow?: number }).contextWindow]),
    ).toEqual([['ModelChanged', 32_000]]);
  });

  it('knows no model of another name', async () => {
    await expect(setContextWindow('demo', 1, inMemoryPorts())).rejects.toMatchObject({ code: 'ModelNotFound' });
  });
});
