import { describe, expect, it } from '@jest/globals';
import { UpdateModelRequest } from '@lisa/contracts/api/models.routes';
import { ModelRequested } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { inTrace } from '@lisa/kit/trace';
import { aHostedModel, aModel, inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { updateModel } from './update-model.ts';

const { uid, spec } = aHostedModel();
const update = (ports: InMemoryPorts, request: object) =>
  inTrace({ correlationId: 'c7' }, () => updateModel('demo', UpdateModelRequest.parse(request), ports));
const asStopped = { status: 'Stopped', desired: 'stopped', ready: false } as const;

describe('updating a model', () => {
  it('wants the change and says so in the same write; it stays in routers’ hands meanwhile', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });

    const model = await update(ports, { modelDescription: 'new' });

    expect(model).toMatchObject({ status: 'Updating', ready: true, generation: 2, former: spec, correlationId: 'c7' });
    expect(model.spec.modelDescription).toBe('new');
    expect(model.target).toEqual(aHostedModel().target);
    expect(await ports.models.find('demo')).toEqual(model);
    expect(ports.facts).toEqual([fact(ModelRequested, { modelId: 'demo', uid, generation: 2, desired: 'running' })]);
  });

  it.each([
    ['stops', aHostedModel(), false, { status: 'Stopping', desired: 'stopped' }, ['requested', 'withdrawn', 'stack']],
    [
      'starts',
      aHostedModel(asStopped),
      true,
      { status: 'Starting', desired: 'running' },
      ['requested', 'stack', 'probe', 'routed'],
    ],
    ['stops', aModel(), false, { status: 'Stopping', desired: 'stopped' }, ['requested', 'withdrawn']],
  ] as const)('%s one as it is told: %#', async (_, before, enabled, state, steps) => {
    const ports = inMemoryPorts({ models: [before] });

    const model = await update(ports, { enabled });

    expect(model).toMatchObject(state);
    expect(model.steps.map(({ name }) => name)).toEqual(steps);
  });

  it('leaves a stopped model stopped while it changes', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel(asStopped)] });

    expect(await update(ports, { allowedGroups: ['research'] })).toMatchObject({
      status: 'Updating',
      desired: 'stopped',
    });
  });

  it('forgets why the change before was taken back', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel({ setback: 'The change was taken back: it exits' })] });

    expect((await update(ports, { streaming: false })).setback).toBeUndefined();
  });

  it.each([
    [{ autoScalingInstanceConfig: { desiredCapacity: 2 } }, false],
    [{ autoScalingInstanceConfig: { maxCapacity: 5 } }, true],
    [{ containerConfig: { sharedMemorySize: 4096 } }, true],
  ])('keeps the copies that scaling has set unless told how many: %j', async (request, keepsCopies) => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });

    expect((await update(ports, request)).keepsCopies).toBe(keepsCopies);
  });

  it('replaces the key under the model’s uid, and keeps the one there is otherwise', async () => {
    const ports = inMemoryPorts({ models: [aModel()], keys: { [uid]: 'old' } });

    const model = await update(ports, { apiKey: 'sk-hunter2' });

    expect(ports.keys.get(uid)?.apiKey).toBe('sk-hunter2');
    expect(model.target.secretArn).toContain(uid);
    expect(JSON.stringify([model, ports.facts])).not.toContain('hunter2');
  });

  it('keeps no key of a change that is refused', async () => {
    const ports = inMemoryPorts({ models: [aModel({ status: 'Failed' })] });

    await expect(update(ports, { apiKey: 'k' })).rejects.toMatchObject({ code: 'ModelNotSettled' });
    expect(ports.keys.size).toBe(0);
  });

  it('knows no model of another name', async () => {
    await expect(update(inMemoryPorts(), { streaming: true })).rejects.toMatchObject({ code: 'ModelNotFound' });
  });

  it('lets one of two win that change it at the same time', async () => {
    const ports = inMemoryPorts({ models: [aModel()] });

    const outcomes = await Promise.allSettled([update(ports, { enabled: false }), update(ports, { streaming: false })]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(ports.facts).toHaveLength(1);
  });
});
