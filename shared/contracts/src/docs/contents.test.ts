import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { AnyRoute } from '../api/define-route.ts';
import { about, allEvents, allRoutes, owners } from './contents.ts';

const source = join(import.meta.dirname, '..');
const ownersIn = (folder: string, suffix: string): string[] =>
  readdirSync(join(source, folder))
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length));
/** The site answers browsers at every other path; it is no API. */
const undocumented = ['frontend'];
const routes = Object.values(allRoutes).flat();

describe('collecting what documents tell', () => {
  it('forgets no owner of routes or events, and introduces each', () => {
    const withRoutes = ownersIn('api', '.routes.ts').filter((owner) => !undocumented.includes(owner));

    expect(Object.keys(allRoutes).sort()).toEqual(withRoutes.sort());
    expect(Object.keys(allEvents).sort()).toEqual(ownersIn('events', '.events.ts').sort());
    for (const owner of [...Object.keys(allRoutes), ...Object.keys(allEvents)]) expect(owners).toHaveProperty(owner);
  });

  it('counts every event under the owner it names', () => {
    for (const [owner, its] of Object.entries(allEvents))
      expect(its.map((event) => event.owner)).toEqual(its.map(() => owner));
  });

  it('gives the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8')) as { version: string };

    expect(about.version).toBe(version);
  });
});

/** What a route's example breaks of its own schemas. */
function wrongIn({ params, body, reply, example }: AnyRoute): string[] {
  if (!example) return ['it has no example'];
  return [
    ...(params && !params.safeParse(example.params).success ? ['params'] : []),
    ...(body && !body.safeParse(example.body).success ? ['body'] : []),
    ...(reply.safeParse(example.reply).success ? [] : ['reply']),
  ];
}

describe('showing a route by example', () => {
  it.each(routes.map((route) => [route.id, route] as const))('%s fits its own schemas', (_, route) => {
    expect(wrongIn(route)).toEqual([]);
  });

  it('finds an example that does not fit', () => {
    const route = allRoutes['models']?.find(({ id }) => id === 'createModel') as AnyRoute;

    expect(wrongIn({ ...route, example: { body: { modelId: '/' }, reply: {} } })).toEqual(['body', 'reply']);
  });
});
