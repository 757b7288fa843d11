import { describe, expect, it } from '@jest/globals';
import type { EventContract } from '@lisa/contracts/events/define-event';
import { inMemoryPorts } from '../../../test/fakes.ts';
import { onModel } from './on-model.ts';

describe('hearing of a model', () => {
  it.each([
    ['onModelReady', true, 2],
    ['onModelChanged', true, 3],
    ['onModelStopped', false, 4],
    ['onModelFailed', false, 2],
    ['onModelRetired', false, 6],
  ] as const)('%s: routers serve it, %s', async (name, serving, modelVersion) => {
    const ports = inMemoryPorts();
    const { subscription, react } = onModel(ports)[name];
    const { example }: EventContract = subscription.event;

    await react(example as never, { id: 'e1', version: 1, time: '', correlationId: 'c1' });

    const route = await ports.routes.find('demo');
    expect(route).toMatchObject({ serving, modelVersion });
    expect(route?.model ?? {}).not.toHaveProperty('reason');
  });
});
