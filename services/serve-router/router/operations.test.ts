import { describe, expect, it } from '@jest/globals';
import { isDataPlane } from '@lisa/contracts/api/define-route';
import { allRoutes } from '@lisa/contracts/docs/contents';
import { speaksAnthropic } from './anthropic-error.ts';
import { routeOf } from './operations.ts';

const declared = (allRoutes['serve-router'] ?? []).filter(isDataPlane);

describe('finding what a path asks for', () => {
  it.each(declared.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'knows %s as it is declared',
    (_, { method, access, path, failures }) => {
      const example = path.replace(/\{\w+\}/, 'x');

      expect(routeOf(example)).toMatchObject({ method, access });
      expect(routeOf(`${example}/`)).toEqual(routeOf(example));
      expect(speaksAnthropic(`${example}?beta=true`)).toBe(failures === 'anthropic');
    },
  );

  it.each(['/v1', '/v1/', '/v1/chat', '/v2/serve/messages', '/v2/serve/anthropic/v1/models', '/v1/models/a/b'])(
    'knows nothing of %s',
    (path) => {
      expect(routeOf(path)).toBeUndefined();
    },
  );
});
