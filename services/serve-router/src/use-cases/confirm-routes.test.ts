import { describe, expect, it } from '@jest/globals';
import { ModelRouted, ModelUnrouted } from '@lisa/contracts/events/serve-router.events';
import { fact } from '@lisa/kit/events/fact';
import { uidOf } from '@lisa/testing/counted-ids';
import { aRoute, inMemoryPorts } from '../../test/fakes.ts';
import { confirmRoutes } from './confirm-routes.ts';
import { sweep } from './sweep.ts';

const changed = aRoute({ changedAt: 5, confirmedAt: 4 });
const routed = { modelId: 'demo', uid: uidOf(1), modelVersion: 2 };

describe('confirming routes', () => {
  it('says once that every live router serves the model, under the trace of its change', async () => {
    const ports = inMemoryPorts({ routes: [changed], serving: { a: 5, b: 6 } });

    expect([await confirmRoutes(ports), await confirmRoutes(ports)]).toEqual([1, 0]);

    expect(ports.facts).toEqual([fact(ModelRouted, routed)]);
    const [row] = [...ports.outbox.rows.values()];
    expect(JSON.parse(row!.detail)).toMatchObject({ metadata: { correlationId: 'c1', causationId: 'e1' } });
  });

  it('says that no router serves one any more', async () => {
    const ports = inMemoryPorts({ routes: [{ ...changed, serving: false }], serving: { a: 5 } });

    await confirmRoutes(ports);

    expect(ports.facts).toEqual([fact(ModelUnrouted, routed)]);
  });

  it('waits for the slowest live router', async () => {
    const ports = inMemoryPorts({ routes: [changed], serving: { a: 5, slow: 4 } });

    expect(await confirmRoutes(ports)).toBe(0);

    ports.serve(5, 'slow');
    expect(await confirmRoutes(ports)).toBe(1);
  });

  it('does not wait for a router that is gone', async () => {
    const ports = inMemoryPorts({ routes: [changed], serving: { gone: 4 } });
    ports.clock.advance(11);
    ports.serve(5, 'a');

    expect(await confirmRoutes(ports)).toBe(1);
  });

  it('says nothing while no router is live', async () => {
    const ports = inMemoryPorts({ routes: [changed] });

    expect([await confirmRoutes(ports), ports.facts]).toEqual([0, []]);
  });

  it('says nothing of a route that changed meanwhile', async () => {
    const ports = inMemoryPorts({ routes: [changed], serving: { a: 5 } });
    const list = async () => {
      const before = await ports.routes.list();
      await ports.routes.change(changed, { ...changed, modelVersion: 3, changedAt: 6 });
      return before;
    };

    await confirmRoutes({ ...ports, routes: { ...ports.routes, list } });

    expect(ports.facts).toEqual([]);
    expect(await ports.routes.find('demo')).toMatchObject({ modelVersion: 3, confirmedAt: 4 });
  });
});

describe('sweeping', () => {
  it('confirms what a lost lease change left unsaid, and hands stuck facts to the relay again', async () => {
    const ports = inMemoryPorts({ routes: [changed], serving: { a: 5 } });

    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 1 });
    ports.outbox.stream.length = 0;
    ports.clock.advance(121);

    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 1 });
    expect(ports.outbox.stream.map(({ detailType }) => detailType)).toEqual(['ModelRouted']);
  });
});
