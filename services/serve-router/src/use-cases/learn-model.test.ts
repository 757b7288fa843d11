import { describe, expect, it, jest } from '@jest/globals';
import { ModelRouted } from '@lisa/contracts/events/serve-router.events';
import { fact } from '@lisa/kit/events/fact';
import { inTrace } from '@lisa/kit/trace';
import { uidOf } from '@lisa/testing/counted-ids';
import { aPublishedModel, aRoute, inMemoryPorts, knowledgeOf } from '../../test/fakes.ts';
import { learnModel } from './learn-model.ts';

const gone = (uid: string, modelVersion: number) => ({ modelId: 'demo', uid, modelVersion });

describe('learning of a model', () => {
  it('takes it into the table under the next version, and says nothing until routers serve it', async () => {
    const ports = inMemoryPorts();
    const model = aPublishedModel();

    await inTrace({ correlationId: 'c7', causationId: 'e7' }, () => learnModel(knowledgeOf(model), ports));

    expect(await ports.routes.find('demo')).toEqual({
      ...knowledgeOf(model),
      serving: true,
      changedAt: 1,
      confirmedAt: 0,
      correlationId: 'c7',
      causationId: 'e7',
    });
    expect([await ports.routes.version(), ports.facts]).toEqual([1, []]);
  });

  it.each([
    ['another address', { target: { via: 'litellm', model: 'openai/x' } }],
    ['other groups', { allowedGroups: ['research'] }],
    ['that it takes no more requests', { ready: false }],
  ] as const)('makes routers learn %s', async (_, fields) => {
    const ports = inMemoryPorts({ routes: [aRoute()] });

    await learnModel(knowledgeOf(aPublishedModel({ version: 3, ...fields } as object)), ports);

    expect(await ports.routes.find('demo')).toMatchObject({ modelVersion: 3, changedAt: 2, confirmedAt: 1 });
    expect(await ports.routes.version()).toBe(2);
  });

  it('only notes what changes nothing for routers', async () => {
    const ports = inMemoryPorts({ routes: [aRoute()] });

    await learnModel(knowledgeOf(aPublishedModel({ version: 3, status: 'InService' })), ports);

    expect(await ports.routes.find('demo')).toMatchObject({ modelVersion: 3, changedAt: 1, confirmedAt: 1 });
    expect([await ports.routes.version(), ports.facts]).toEqual([1, []]);
  });

  it('says at once that routers serve a version whose owner waits for that, if nothing of it changes for them', async () => {
    const ports = inMemoryPorts({ routes: [aRoute()] });

    await learnModel(knowledgeOf(aPublishedModel({ version: 3, status: 'Updating' })), ports);

    expect(ports.facts).toEqual([fact(ModelRouted, { modelId: 'demo', uid: uidOf(1), modelVersion: 3 })]);
  });

  it('stops serving one that is gone, and remembers that it was', async () => {
    const ports = inMemoryPorts({ routes: [aRoute()] });

    await learnModel(gone(uidOf(1), 6), ports);

    expect(await ports.routes.find('demo')).toMatchObject({ serving: false, modelVersion: 6, changedAt: 2 });
    await learnModel(knowledgeOf(aPublishedModel({ version: 5 })), ports);
    expect(await ports.routes.find('demo')).toMatchObject({ serving: false, modelVersion: 6 });
  });

  it('gives the name to its next owner, and nothing back to the one before', async () => {
    const ports = inMemoryPorts({ routes: [aRoute({ modelVersion: 9 })] });

    await learnModel(knowledgeOf(aPublishedModel({ uid: uidOf(2), version: 2 })), ports);
    await learnModel(gone(uidOf(1), 10), ports);

    expect(await ports.routes.find('demo')).toMatchObject({ uid: uidOf(2), serving: true });
  });

  it('takes nothing from what comes late', async () => {
    const route = aRoute({ modelVersion: 5 });
    const ports = inMemoryPorts({ routes: [route] });

    await learnModel(knowledgeOf(aPublishedModel({ version: 4, ready: false })), ports);

    expect([await ports.routes.find('demo'), ports.facts]).toEqual([route, []]);
  });
});

describe('being asked again', () => {
  const asked = knowledgeOf(aPublishedModel());

  it('says again what every router is known to serve', async () => {
    const ports = inMemoryPorts({ routes: [aRoute()] });

    await learnModel(asked, ports);

    expect(ports.facts).toEqual([fact(ModelRouted, { modelId: 'demo', uid: uidOf(1), modelVersion: 2 })]);
  });

  it('says nothing while the change is on its way', async () => {
    const ports = inMemoryPorts({ routes: [aRoute({ changedAt: 2 })] });

    await learnModel(asked, ports);

    expect(ports.facts).toEqual([]);
  });
});

describe('learning several things at once', () => {
  it('takes up every one, each under a version of its own', async () => {
    const ports = inMemoryPorts();
    const models = Array.from({ length: 20 }, (_, n) => aPublishedModel({ modelId: `m${n}`, uid: uidOf(n + 1) }));

    await Promise.all(models.map((model) => learnModel(knowledgeOf(model), ports)));

    const versions = (await ports.routes.list()).map(({ changedAt }) => changedAt).sort((a, b) => a - b);
    expect(versions).toEqual(models.map((_, n) => n + 1));
  });

  it('ends with the latest version of one model, in whatever order it comes', async () => {
    const ports = inMemoryPorts();
    const versions = [4, 2, 5, 3, 6].map((version) => aPublishedModel({ version, allowedGroups: [`g${version}`] }));

    await Promise.all(versions.map((model) => learnModel(knowledgeOf(model), ports)));

    expect(await ports.routes.find('demo')).toMatchObject({ modelVersion: 6, model: { allowedGroups: ['g6'] } });
  });

  it('gives up in words when it never wins', async () => {
    jest.useFakeTimers();
    const ports = inMemoryPorts();
    const losing = { ...ports, routes: { ...ports.routes, change: async () => false } };

    const learning = learnModel(knowledgeOf(aPublishedModel()), losing).catch(({ message }: Error) => message);
    await jest.runAllTimersAsync();

    expect(await learning).toContain('too many changes at once');
    jest.useRealTimers();
  });
});
