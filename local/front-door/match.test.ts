import { describe, expect, it } from '@jest/globals';
import type { DeployedApi, Method } from './api-definition.ts';
import { match } from './match.ts';

const method: Method = {
  authorizationType: 'NONE',
  authorizerId: undefined,
  integration: {
    type: 'MOCK',
    isPrivate: false,
    httpMethod: 'POST',
    uri: '',
    timeoutMs: 29_000,
    requestParameters: {},
  },
};

const anApi = (routes: Readonly<Record<string, readonly string[]>>): DeployedApi => ({
  apiId: 'api',
  deploymentId: 'd1',
  resources: Object.entries(routes).map(([path, methods]) => ({
    id: path,
    path,
    methods: new Map(methods.map((name) => [name, method])),
  })),
  authorizers: new Map(),
  gatewayResponses: new Map(),
});

const routes = anApi({
  '/{proxy+}': ['OPTIONS'],
  '/': ['GET'],
  '/models': ['GET', 'POST'],
  '/models/{modelId}': ['GET'],
  '/models/special': ['GET'],
  '/mcp': [],
  '/mcp/{serverId}': ['GET'],
  '/mcp/{serverId}/{proxy+}': ['ANY'],
});

describe('matching a request to a deployed method', () => {
  it.each([
    ['GET', '/', '/'],
    ['GET', '/models', '/models'],
    ['GET', '/models/', '/models'],
    ['GET', '/models/special', '/models/special'],
    ['GET', '/models/%73pecial', '/models/special'],
    ['GET', '/models/other', '/models/{modelId}'],
    ['DELETE', '/mcp/s1/mcp', '/mcp/{serverId}/{proxy+}'],
    ['GET', '/mcp/s1', '/mcp/{serverId}'],
  ])('takes the most specific path for %s %s', (httpMethod, path, expected) => {
    expect(match(routes, httpMethod, path)?.resource.path).toBe(expected);
  });

  it.each([
    ['OPTIONS', '/models/special'],
    ['OPTIONS', '/mcp'],
    ['OPTIONS', '/no/such/thing'],
  ])('falls back to {proxy+} when the path lacks the method: %s %s', (httpMethod, path) => {
    expect(match(routes, httpMethod, path)?.resource.path).toBe('/{proxy+}');
  });

  it.each([
    ['DELETE', '/models/special'],
    ['GET', '/no/such/thing'],
    ['OPTIONS', '/'],
    ['GET', '/mcp'],
  ])('finds nothing for %s %s', (httpMethod, path) => {
    expect(match(routes, httpMethod, path)).toBeUndefined();
  });

  it('hands path parameters over as they were sent', () => {
    expect(match(routes, 'POST', '/mcp/a%20b/x%2Fy//z/')?.params).toEqual({ serverId: 'a%20b', proxy: 'x%2Fy//z/' });
  });

  it('survives a malformed percent sign', () => {
    expect(match(routes, 'GET', '/models/%zz')?.params).toEqual({ modelId: '%zz' });
  });
});
