import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { RouteContract } from './define-route.ts';

const isRoute = (exported: unknown): exported is RouteContract =>
  typeof exported === 'object' && exported !== null && 'method' in exported && 'path' in exported;

async function declaredRoutes(): Promise<RouteContract[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.routes.ts'));
  const modules = await Promise.all(files.map((name) => import(`./${name}`) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter(isRoute));
}

/** Sentences about path positions that two routes name differently: API Gateway refuses that at deployment. */
function differences(paths: readonly string[]): string[] {
  const names = new Map<string, Map<string, string>>();
  for (const path of paths) {
    const segments = path.split('/').slice(1);
    segments.forEach((segment, index) => {
      if (!segment.startsWith('{')) return;
      const position = `/${segments.slice(0, index).join('/')}`;
      names.set(position, new Map([...(names.get(position) ?? []), [segment, path]]));
    });
  }
  return [...names.values()].filter(({ size }) => size > 1).map((variants) => [...variants.values()].join(' and '));
}

describe('declaring routes', () => {
  it('names one path position one way', async () => {
    const routes = await declaredRoutes();

    expect(routes.length).toBeGreaterThan(0);
    expect(differences(routes.map(({ path }) => path))).toEqual([]);
  });

  it('finds a position with two names', () => {
    const paths = ['/api-tokens/{username}', '/api-tokens/{tokenUUID}/x', '/models/{modelId}', '/a/{b}', '/a/{b}/{c}'];

    expect(differences(paths)).toEqual(['/api-tokens/{username} and /api-tokens/{tokenUUID}/x']);
  });

  it('names every route once, by one verb and one path', async () => {
    const routes = await declaredRoutes();

    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  it('gives a path variable to every route that names one, and a body to those that write', async () => {
    const routes = await declaredRoutes();

    for (const { id, path, params } of routes) expect([id, Boolean(params)]).toEqual([id, path.includes('{')]);
  });
});
