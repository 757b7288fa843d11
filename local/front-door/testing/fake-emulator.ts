import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const loadBalancer = 'lisa-alb-1.us-east-1.elb.amazonaws.com';
const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };

interface FakeEmulator {
  readonly url: string;
  /** Declares GET /late; it counts once it is released. */
  declareLate(): void;
  release(): void;
  close(): Promise<void>;
}

/** As much of MiniStack as the front door asks for, in MiniStack's own shapes: the API of `suite.ts` in front of one backend. */
export async function startFakeEmulator(backendPort: number): Promise<FakeEmulator> {
  const resources = new Map(Object.entries(deployedMethods));
  let deployment = { id: 'd1', apiSummary: summaryOf(resources) };

  const management = (path: string): object | undefined =>
    new Map<string, object>([
      ['stages/local', { stageName: 'local', deploymentId: deployment.id }],
      ['resources', { item: [...resources].map(([id, resourceMethods]) => ({ id, path: id, resourceMethods })) }],
      ['authorizers', { item: [authorizer] }],
      ['gatewayresponses', { item: gatewayResponses }],
      [`deployments/${deployment.id}`, deployment],
    ]).get(path.replace('/restapis/lisalocal/', ''));

  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (request.headers.host === loadBalancer) return relay(request, response, backendPort);
    if (path.startsWith('/_aws/execute-api/lisalocal/local')) return void execute(request, response).catch(gone);
    if (path.endsWith('/invocations')) return void authorize(request, response).catch(gone);
    const found = management(path);
    if (found) return json(response, 200, found);
    json(response, 404, { message: 'Invalid identifier' }, { 'x-amzn-errortype': 'NotFoundException' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    declareLate: () => void resources.set('/late', { GET: lambda() }),
    release: () => void (deployment = { id: `${deployment.id}1`, apiSummary: summaryOf(resources) }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const pathOf = ({ url = '/' }: IncomingMessage): string => new URL(url, 'http://emulator').pathname;

/** The front door gave up on a body while it was read. */
const gone = (): void => undefined;

type Methods = Readonly<Record<string, object>>;

const summaryOf = (resources: ReadonlyMap<string, Methods>): Record<string, Methods> =>
  Object.fromEntries([...resources].filter(([, methods]) => Object.keys(methods).length > 0));

const lambda = (): object => ({
  authorizationType: 'NONE',
  methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST', connectionType: 'INTERNET', timeoutInMillis: 29_000 },
});

const privateMethod = (
  path: string,
  authorization: object,
  requestParameters: object,
  timeoutInMillis = 900_000,
): object => ({
  ...authorization,
  methodIntegration: {
    type: 'HTTP_PROXY',
    httpMethod: 'ANY',
    connectionType: 'VPC_LINK',
    uri: `http://${loadBalancer}${path}`,
    timeoutInMillis,
    requestParameters,
  },
});

const deployedMethods: Readonly<Record<string, Methods>> = {
  '/': {},
  '/{proxy+}': { OPTIONS: { authorizationType: 'NONE', methodIntegration: { type: 'MOCK' } } },
  '/things': { ANY: lambda() },
  '/things/{id}': { GET: lambda() },
  '/health': { GET: privateMethod('/health', { authorizationType: 'NONE' }, {}) },
  '/impatient/{proxy+}': {
    ANY: privateMethod(
      '/v1/{proxy}',
      { authorizationType: 'NONE' },
      { 'integration.request.path.proxy': 'method.request.path.proxy' },
      300,
    ),
  },
  '/v1': {},
  '/v1/{proxy+}': {
    ANY: privateMethod(
      '/v1/{proxy}',
      { authorizationType: 'NONE' },
      { 'integration.request.path.proxy': 'method.request.path.proxy' },
    ),
  },
  '/mcp/{serverId}/{proxy+}': {
    ANY: privateMethod(
      '/mcp/{serverId}/{proxy}',
      { authorizationType: 'CUSTOM', authorizerId: 'a1' },
      {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'integration.request.path.serverId': 'method.request.path.serverId',
        'integration.request.header.X-Caller': 'context.authorizer.username',
      },
    ),
  },
};

const authorizer = {
  id: 'a1',
  type: 'REQUEST',
  authorizerUri:
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:authorize/invocations',
  identitySource: 'method.request.header.Authorization,context.httpMethod,context.path',
  authorizerResultTtlInSeconds: 60,
};

const gatewayResponses = Object.entries({
  MISSING_AUTHENTICATION_TOKEN: 'Forbidden',
  ACCESS_DENIED: 'Forbidden',
  UNAUTHORIZED: 'Unauthorized',
  REQUEST_TOO_LARGE: 'Payload Too Large',
  DEFAULT_4XX: 'Bad Request',
  DEFAULT_5XX: 'Internal Server Error',
}).map(([responseType, error]) => ({
  responseType,
  defaultResponse: false,
  responseParameters: cors,
  responseTemplates: { 'application/json': `{"error":"${error}","message":$context.error.messageString}` },
}));

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string | string[]>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** The data plane: a function that echoes its event, one that redirects, one that fails; MOCK for OPTIONS. */
async function execute(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://emulator');
  const body = await textOf(request);
  if (request.method === 'OPTIONS') {
    response
      .writeHead(204, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'GET,POST',
        'Content-Type': 'application/json',
      })
      .end();
  } else if (url.pathname.endsWith('/boom')) {
    json(response, 502, { message: '{"errorMessage": "kaput"}' });
  } else if (url.pathname.endsWith('/moved')) {
    json(response, 302, '', {
      Location: '/elsewhere',
      'Set-Cookie': ['a=1', 'b=2'],
      'Access-Control-Allow-Origin': '*',
    });
  } else {
    const event = {
      httpMethod: request.method,
      path: url.pathname.replace('/_aws/execute-api/lisalocal/local', ''),
      multiValueQueryStringParameters: { a: url.searchParams.getAll('a') },
      headers: request.headers,
      body,
    };
    json(response, 200, event, { 'Access-Control-Allow-Origin': '*' });
  }
}

/** The Lambda API, with one authorizer: `deny` is denied, `none` unknown, anything else is Ann. */
async function authorize(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const event = JSON.parse(await textOf(request)) as { methodArn: string; headers: Record<string, string> };
  const token = event.headers['Authorization'] ?? event.headers['authorization'];
  if (token === 'none')
    return json(response, 200, { errorMessage: 'Unauthorized' }, { 'X-Amz-Function-Error': 'Unhandled' });
  const Statement = [
    { Action: 'execute-api:Invoke', Effect: token === 'deny' ? 'Deny' : 'Allow', Resource: event.methodArn },
  ];
  json(response, 200, {
    principalId: 'u1',
    policyDocument: { Version: '2012-10-17', Statement },
    context: { username: 'ann' },
  });
}

function relay(request: IncomingMessage, response: ServerResponse, port: number): void {
  const target = httpRequest(
    { port, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    },
  );
  target.on('error', () => response.destroy());
  response.on('close', () => target.destroy());
  request.pipe(target);
}
