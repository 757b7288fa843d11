import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from '@jest/globals';
import { inputHash, services } from './deploy.ts';
import { placeOf, root } from './settings.ts';

const place = placeOf('.local', 8080);

describe('deciding what to deploy again', () => {
  it('sees the same inputs as the same', () => {
    for (const service of services) expect(inputHash(service, place)).toBe(inputHash(service, place));
  });

  it('sees a change of settings, such as another port', () => {
    for (const service of services)
      expect(inputHash(service, placeOf('.local', 9000))).not.toBe(inputHash(service, place));
  });

  it('deploys the services of serverless-compose.yml, each after what it reads from', () => {
    interface Compose {
      services: Record<string, { path: string; dependsOn?: string | string[] }>;
    }
    const compose = load(readFileSync(join(root, 'serverless-compose.yml'), 'utf8')) as Compose;
    const composed = Object.entries(compose.services).map(([name, { path, dependsOn = [] }]) => ({
      name,
      folder: path,
      after: [dependsOn].flat(),
    }));

    expect(services.map(({ name, folder, after }) => ({ name, folder, after }))).toEqual(composed);
    const order = services.map(({ name }) => name);
    for (const { name, after } of services)
      for (const earlier of after) expect(order.indexOf(earlier)).toBeLessThan(order.indexOf(name));
  });
});
