import { describe, expect, it } from '@jest/globals';
import type { EventContract } from '@lisa/contracts/events/define-event';
import { inMemoryPorts } from '../../../test/fakes.ts';
import { onModel } from './on-model.ts';

const metadata = { id: 'e1', version: 1, time: '', correlationId: 'c1' };

describe('hearing of a model', () => {
  it.each([
    ['onModelReady', 'Creating'],
    ['onModelChanged', 'InService'],
    ['onModelStopped', 'Deleting'],
    ['onModelFailed', 'Failed'],
    ['onModelRetired', undefined],
  ] as const)('%s: it is %s', async (name, status) => {
    const ports = inMemoryPorts();
    const { subscription, react } = onModel(ports)[name];
    const { example }: EventContract = subscription.event;

    await react(example as never, metadata);

    const known = await ports.models.find('demo');
    expect(known?.modelId).toBe('demo');
    expect(known?.model?.status).toBe(status);
    expect(JSON.stringify(known)).not.toContain('"reason"');
  });
});
