import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Authorizer } from './api-definition.ts';
import { FunctionFailed, requestAuthorizer } from './authorize.ts';
import type { Authorize } from './authorize.ts';
import type { Incoming } from './incoming.ts';
import type { Match } from './match.ts';

const authorizer: Authorizer = {
  id: 'a1',
  type: 'REQUEST',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:authorize',
  identitySources: ['method.request.header.Authorization', 'context.httpMethod', 'context.path'],
  ttlSeconds: 60,
};

const found: Match = {
  resource: { id: 'r1', path: '/mcp/{serverId}/{proxy+}', methods: new Map() },
  method: {
    authorizationType: 'CUSTOM',
    authorizerId: 'a1',
    integration: {
      type: 'HTTP_PROXY',
      isPrivate: true,
      httpMethod: 'ANY',
      uri: '',
      timeoutMs: 1,
      requestParameters: {},
    },
  },
  params: { serverId: 's1', proxy: 'mcp' },
};

const aRequest = (token: string | undefined, changes: Partial<Incoming> = {}): Incoming => ({
  id: 'id',
  httpMethod: 'POST',
  path: '/mcp/s1/mcp',
  query: '?a=1&a=2',
  stage: 'local',
  host: 'localhost',
  sourceIp: '127.0.0.1',
  rawHeaders: ['Authorization', token ?? '', 'X-Two', '1', 'X-Two', '2'],
  header: (name) => (name === 'Authorization' ? token : undefined),
  ...changes,
});

interface Event {
  readonly methodArn: string;
  readonly headers: Readonly<Record<string, string>>;
}

describe('asking an authorizer', () => {
  let time = 0;
  let events: Event[] = [];
  let authorize: Authorize;

  beforeEach(() => {
    time = 0;
    events = [];
    const answers = (token: string | undefined, methodArn: string): unknown => {
      if (token === 'bad') throw new FunctionFailed('Unauthorized');
      if (token === 'broken') throw new FunctionFailed('Cannot read properties of undefined');
      if (token === 'odd') return { principalId: 'u1' };
      const Statement = [
        {
          Action: 'execute-api:Invoke',
          Effect: token === 'denied' ? 'Deny' : 'Allow',
          Resource: token === 'other' ? `${methodArn}x` : methodArn,
        },
      ];
      return {
        principalId: 'u1',
        policyDocument: { Version: '2012-10-17', Statement },
        context: { username: 'ann', admin: true },
      };
    };
    authorize = requestAuthorizer(
      async (_, event) => {
        const seen = event as Event;
        events.push(seen);
        return answers(seen.headers['Authorization'], seen.methodArn);
      },
      () => time,
    );
  });

  it('lets an allowed request pass with its context as text', async () => {
    expect(await authorize(authorizer, aRequest('good'), found, 'api')).toEqual({
      username: 'ann',
      admin: 'true',
      principalId: 'u1',
    });
  });

  it('describes the request as API Gateway does', async () => {
    await authorize(authorizer, aRequest('good'), found, 'api');

    expect(events[0]).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:api/local/POST/mcp/s1/mcp',
      path: '/mcp/s1/mcp',
      httpMethod: 'POST',
      pathParameters: { serverId: 's1', proxy: 'mcp' },
      multiValueHeaders: { 'X-Two': ['1', '2'] },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      requestContext: {
        path: '/local/mcp/s1/mcp',
        stage: 'local',
        apiId: 'api',
        accountId: '000000000000',
        identity: { sourceIp: '127.0.0.1' },
      },
    });
  });

  it.each([
    ['denied', 'ACCESS_DENIED', 403],
    ['other', 'ACCESS_DENIED', 403],
    ['bad', 'UNAUTHORIZED', 401],
    ['broken', 'AUTHORIZER_FAILURE', 500],
    ['odd', 'AUTHORIZER_CONFIGURATION_ERROR', 500],
  ])('refuses a token the function answers with "%s"', async (token, type, status) => {
    await expect(authorize(authorizer, aRequest(token), found, 'api')).rejects.toMatchObject({ type, status });
  });

  it('refuses a request without its identity without asking', async () => {
    await expect(authorize(authorizer, aRequest(undefined), found, 'api')).rejects.toMatchObject({
      type: 'UNAUTHORIZED',
    });
    expect(events).toEqual([]);
  });

  it('refuses a method whose authorizer does not exist', async () => {
    await expect(authorize(undefined, aRequest('good'), found, 'api')).rejects.toMatchObject({
      type: 'AUTHORIZER_CONFIGURATION_ERROR',
    });
  });

  it('asks once per identity while the reply lasts', async () => {
    await Promise.all([
      authorize(authorizer, aRequest('good'), found, 'api'),
      authorize(authorizer, aRequest('good'), found, 'api'),
    ]);
    time = 59_999;
    await authorize(authorizer, aRequest('good'), found, 'api');
    expect(events).toHaveLength(1);

    await authorize(authorizer, aRequest('good', { path: '/mcp/s2/mcp' }), found, 'api');
    time = 60_000;
    await authorize(authorizer, aRequest('good'), found, 'api');

    expect(events).toHaveLength(3);
  });

  it('does not remember failures', async () => {
    await expect(authorize(authorizer, aRequest('broken'), found, 'api')).rejects.toMatchObject({ status: 500 });
    await expect(authorize(authorizer, aRequest('broken'), found, 'api')).rejects.toMatchObject({ status: 500 });

    expect(events).toHaveLength(2);
  });

  it('judges a remembered policy anew: it holds for the method it was made for only', async () => {
    const byTokenOnly = { ...authorizer, identitySources: ['method.request.header.Authorization'] };
    await authorize(byTokenOnly, aRequest('good'), found, 'api');

    await expect(authorize(byTokenOnly, aRequest('good', { path: '/mcp/s2/mcp' }), found, 'api')).rejects.toMatchObject(
      { type: 'ACCESS_DENIED' },
    );
  });
});
