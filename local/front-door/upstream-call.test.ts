import { describe, expect, it } from '@jest/globals';
import type { Integration } from './api-definition.ts';
import type { Incoming } from './incoming.ts';
import type { Match } from './match.ts';
import { gatewayCall, loadBalancerCall } from './upstream-call.ts';

const aMatch = (integration: Partial<Integration>): Match => ({
  resource: { id: 'r1', path: '/mcp/{serverId}/{proxy+}', methods: new Map() },
  method: {
    authorizationType: 'NONE',
    authorizerId: undefined,
    integration: {
      type: 'HTTP_PROXY',
      isPrivate: true,
      httpMethod: 'ANY',
      uri: 'http://lb.example',
      timeoutMs: 900_000,
      requestParameters: {},
      ...integration,
    },
  },
  params: { serverId: 's1', proxy: 'a%2Fb/../c/' },
});

const aRequest = (rawHeaders: readonly string[] = [], query = ''): Incoming => ({
  id: 'id',
  httpMethod: 'POST',
  path: '/mcp/s1/a%2Fb/../c/',
  query,
  stage: 'local',
  host: 'localhost:8080',
  sourceIp: '127.0.0.1',
  rawHeaders,
  header: (name) => rawHeaders[rawHeaders.findIndex((text) => text.toLowerCase() === name.toLowerCase()) + 1],
});

const headersOf = (flat: readonly string[]): Record<string, string> =>
  Object.fromEntries(flat.flatMap((text, at) => (at % 2 === 0 ? [[text.toLowerCase(), flat[at + 1] ?? '']] : [])));

describe('calling the load balancer behind a VPC link', () => {
  it('fills the URI with path parameters as they were sent', () => {
    const requestParameters = {
      'integration.request.path.proxy': 'method.request.path.proxy',
      'integration.request.path.id': 'method.request.path.serverId',
    };
    const found = aMatch({ uri: 'http://lb.example:8080/servers/{id}/{proxy}', requestParameters });

    const call = loadBalancerCall(aRequest([], '?x=%20&y=1+2'), found, {}, 'api');

    expect(call).toMatchObject({ httpMethod: 'POST', path: '/servers/s1/a%2Fb/../c/?x=%20&y=1+2', timeoutMs: 900_000 });
    expect(headersOf(call.headers)).toEqual({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost:8080',
      'x-forwarded-proto': 'http',
      host: 'lb.example:8080',
    });
  });

  it('maps headers and query parameters from request, context and literals', () => {
    const requestParameters = {
      'integration.request.header.X-Caller': 'context.authorizer.username',
      'integration.request.header.X-Stage': 'context.stage',
      'integration.request.header.X-From': "'gateway'",
      'integration.request.querystring.server': 'method.request.path.serverId',
    };

    const call = loadBalancerCall(
      aRequest([], '?a=1'),
      aMatch({ uri: 'http://lb.example/x?fixed=1', requestParameters }),
      { username: 'ann' },
      'api',
    );

    expect(call.path).toBe('/x?fixed=1&a=1&server=s1');
    expect(headersOf(call.headers)).toMatchObject({ 'x-caller': 'ann', 'x-stage': 'local', 'x-from': 'gateway' });
  });

  it('tells nothing of the caller unless it is mapped', () => {
    expect(loadBalancerCall(aRequest(), aMatch({}), { username: 'ann' }, 'api').headers.join()).not.toContain('ann');
  });

  it('takes away what a client claims in a mapped header, even if there is nothing to say instead', () => {
    const requestParameters = { 'integration.request.header.X-Caller': 'context.authorizer.username' };

    const call = loadBalancerCall(aRequest(['x-caller', 'admin']), aMatch({ requestParameters }), {}, 'api');

    expect(headersOf(call.headers)).not.toHaveProperty('x-caller');
  });

  it('drops what belongs to the connection and keeps repeated headers', () => {
    const sent = [
      'Connection',
      'close, X-Hop',
      'X-Hop',
      '1',
      'TE',
      'trailers',
      'Host',
      'evil',
      'X-Two',
      '1',
      'X-Two',
      '2',
    ];

    const { headers } = loadBalancerCall(aRequest(sent), aMatch({}), {}, 'api');

    expect(headers.slice(0, 4)).toEqual(['X-Two', '1', 'X-Two', '2']);
    expect(Object.keys(headersOf(headers))).toEqual([
      'x-two',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'host',
    ]);
  });

  it.each([
    ['a placeholder nothing is mapped to', 'http://lb.example/{proxy}', /Map integration\.request\.path\.proxy/],
    ['a URI that is none', 'lb.example', /is not a URL/],
  ])('says what is wrong with %s', (_, uri, detail) => {
    expect(() => loadBalancerCall(aRequest(), aMatch({ uri }), {}, 'api')).toThrow(
      expect.objectContaining({
        type: 'API_CONFIGURATION_ERROR',
        message: 'Internal server error',
        detail: expect.stringMatching(detail),
      }),
    );
  });
});

describe('calling the API Gateway of the emulator', () => {
  it('asks for the stage with path and query as they were sent', () => {
    const call = gatewayCall(
      aRequest(['Host', 'localhost:8080', 'X-Forwarded-For', '9.9.9.9'], '?x=%20'),
      aMatch({ timeoutMs: 29_000 }),
      'api',
      '127.0.0.1:8081',
    );

    expect(call).toMatchObject({
      httpMethod: 'POST',
      path: '/_aws/execute-api/api/local/mcp/s1/a%2Fb/../c/?x=%20',
      timeoutMs: 29_000,
    });
    expect(headersOf(call.headers)).toEqual({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost:8080',
      'x-forwarded-proto': 'http',
      host: '127.0.0.1:8081',
    });
  });
});
