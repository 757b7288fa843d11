import { describe, expect, it } from '@jest/globals';
import { ModelRouted } from '@lisa/contracts/events/serve-router.events';
import { fact } from '@lisa/kit/events/fact';
import type { Route } from '../src/domain/route.ts';
import type { Routes } from '../src/ports.ts';
import { aPublishedModel, aRoute } from './fakes.ts';

interface Kept {
  readonly routes: Routes;
  /** Names of the facts that were committed for this model, in order. */
  readonly committed: (uid: string) => Promise<string[]>;
}

/** What every implementation of `Routes` promises. `mint` answers an id that nobody has used, which is its model's name too. */
export function keepsRoutes(name: string, given: () => Promise<Kept>, mint: () => string): void {
  const aNewRoute = (fields: Partial<Route> = {}): Route => {
    const uid = mint();
    const model = aPublishedModel({ uid, modelId: `m-${uid}` });
    return aRoute({ modelId: model.modelId, uid, model, confirmedAt: 0, ...fields });
  };
  const added = async (routes: Routes, fields: Partial<Route> = {}): Promise<Route> => {
    const route = aNewRoute({ ...fields, changedAt: (await routes.version()) + 1 });
    expect(await routes.change(undefined, route)).toBe(true);
    return route;
  };
  const routed = ({ modelId, uid, modelVersion }: Route) => fact(ModelRouted, { modelId, uid, modelVersion });

  describe(`keeping routes in ${name}`, () => {
    it('finds one and lists it, and has raised the version of the table', async () => {
      const { routes } = await given();
      const before = await routes.version();

      const route = await added(routes);

      expect(await routes.find(route.modelId)).toEqual(route);
      expect(await routes.list()).toContainEqual(route);
      expect(await routes.version()).toBe(before + 1);
    });

    it('knows nothing of a model nobody told of', async () => {
      const { routes } = await given();

      expect(await routes.find('nobody')).toBeUndefined();
    });

    it('writes a change under the next version only', async () => {
      const { routes } = await given();
      const route = await added(routes);
      await added(routes);

      expect(await routes.change(route, { ...route, modelVersion: 3, changedAt: route.changedAt + 1 })).toBe(false);
      expect(await routes.find(route.modelId)).toEqual(route);
      expect(await routes.change(route, { ...route, modelVersion: 3, changedAt: route.changedAt + 2 })).toBe(true);
    });

    it('refuses a change of what was changed or added meanwhile', async () => {
      const { routes } = await given();
      const route = await added(routes);
      const changed = { ...route, modelVersion: 3, changedAt: route.changedAt + 1 };
      await routes.change(route, changed);
      const next = (await routes.version()) + 1;

      expect(await routes.change(route, { ...route, modelVersion: 9, changedAt: next })).toBe(false);
      expect(await routes.change(undefined, { ...route, modelVersion: 9, changedAt: next })).toBe(false);
      expect([await routes.find(route.modelId), await routes.version()]).toEqual([changed, next - 1]);
    });

    it('notes a fact with its route, and leaves the version alone', async () => {
      const { routes, committed } = await given();
      const route = await added(routes);
      const version = await routes.version();
      const confirmed = { ...route, confirmedAt: route.changedAt };

      expect(await routes.note(route, confirmed, routed(route))).toBe(true);

      expect([await routes.find(route.modelId), await routes.version()]).toEqual([confirmed, version]);
      expect(await committed(route.uid)).toEqual(['ModelRouted']);
    });

    it('notes nothing of what was changed meanwhile, and says nothing', async () => {
      const { routes, committed } = await given();
      const route = await added(routes);
      const changed = { ...route, modelVersion: 3 };
      await routes.note(route, changed);

      expect(await routes.note(route, { ...route, confirmedAt: 7 }, routed(route))).toBe(false);

      expect([await routes.find(route.modelId), await committed(route.uid)]).toEqual([changed, []]);
    });

    it('remembers one that is gone, without its model', async () => {
      const { routes } = await given();
      const route = await added(routes);
      const { model: _, ...rest } = route;
      const gone = { ...rest, serving: false, modelVersion: 3, changedAt: (await routes.version()) + 1 };

      expect(await routes.change(route, gone)).toBe(true);

      expect(await routes.find(route.modelId)).toEqual(gone);
    });

    it('lets one of many win that change the table at once', async () => {
      const { routes } = await given();
      const changedAt = (await routes.version()) + 1;
      const rivals = Array.from({ length: 4 }, () => aNewRoute({ changedAt }));

      const won = await Promise.all(rivals.map((route) => routes.change(undefined, route)));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await routes.version()).toBe(changedAt);
    });
  });
}
