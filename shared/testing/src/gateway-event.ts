import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What a test says of a request; everything else is as API Gateway recorded it. */
export interface Asked {
  readonly method?: string;
  /** The template API Gateway matched. */
  readonly resource?: string;
  readonly path?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  /** What the authorizer vouched for; none at all without it. */
  readonly authorizer?: Record<string, string> | null;
}

/** A member of `groups` as our authorizer describes one. */
export const signedIn = (username: string, ...groups: string[]): Record<string, string> => ({
  username,
  groups: JSON.stringify(groups),
  authType: 'jwt',
  principalId: username,
  integrationLatency: '12',
});

const unasked = {
  method: 'GET',
  resource: '/models',
  params: null,
  query: null,
  headers: {},
  body: null,
  isBase64Encoded: false,
  authorizer: null,
};

/** An event of a REST API with Lambda proxy integration, as recorded. */
export function aGatewayEvent(asked: Asked = {}): APIGatewayProxyEvent {
  const { method, resource, params, query, headers, body, isBase64Encoded, authorizer } = { ...unasked, ...asked };
  const { path = resource } = asked;
  return {
    resource,
    path,
    httpMethod: method,
    headers: {
      Accept: '*/*',
      Host: 'abc123.execute-api.us-east-1.amazonaws.com',
      'X-Forwarded-Proto': 'https',
      ...headers,
    },
    multiValueHeaders: {},
    queryStringParameters: query,
    multiValueQueryStringParameters: null,
    pathParameters: params,
    stageVariables: null,
    body,
    isBase64Encoded,
    requestContext: requestContext(method, resource, path, authorizer),
  } as unknown as APIGatewayProxyEvent;
}

const requestContext = (httpMethod: string, resourcePath: string, path: string, authorizer: object | null) => ({
  resourceId: 'mz3kq1',
  resourcePath,
  httpMethod,
  path: `/dev${path}`,
  extendedRequestId: 'PnK7bFdGIAMEbJw=',
  requestTime: '21/Nov/2026:14:07:12 +0000',
  requestTimeEpoch: 1795270032000,
  accountId: '000000000000',
  protocol: 'HTTP/1.1',
  stage: 'dev',
  domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
  requestId: '0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11',
  identity: { sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
  apiId: 'abc123',
  ...(authorizer && { authorizer }),
});
