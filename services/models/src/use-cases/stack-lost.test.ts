import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aModel, inMemoryPorts } from '../../test/fakes.ts';
import { stackLost } from './stack-lost.ts';

const { uid } = aHostedModel();

describe('losing a stack that nobody wanted gone', () => {
  it('fails the model, and takes it out of routers’ hands', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });

    await stackLost(uid, ports);

    expect(await ports.models.find('demo')).toMatchObject({
      status: 'Failed',
      ready: false,
      reason: expect.stringContaining('deleted by somebody else'),
    });
    expect(ports.facts.map(({ event }) => event.name)).toEqual(['ModelFailed']);
  });

  it.each([
    [
      'one that is on its way: its workflow decides',
      aHostedModel({ generation: 2, status: 'Deleting', desired: 'gone' }),
    ],
    ['one that has failed', aHostedModel({ status: 'Failed', ready: false })],
    ['a provider’s, which has none', aModel()],
  ])('is nothing for %s', async (_, model) => {
    const ports = inMemoryPorts({ models: [model] });

    await stackLost(uid, ports);

    expect([await ports.models.find('demo'), ports.facts]).toEqual([model, []]);
  });

  it('is nothing while there is a stack, or no model', async () => {
    const ports = inMemoryPorts({ models: [aHostedModel()] });
    const order = { uid, generation: 1, correlationId: 'c1', subject: 'demo' };
    await ports.stacks.create({ ...order, ...ports.blueprints.of(aHostedModel()) });

    await stackLost(uid, ports);
    await stackLost(uid, inMemoryPorts());

    expect(ports.facts).toEqual([]);
  });
});
