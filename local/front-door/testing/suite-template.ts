const ref = (name: string): object => ({ Ref: name });
const attribute = (name: string, of: string): object => ({ 'Fn::GetAtt': [name, of] });
const rootId = attribute('Api', 'RootResourceId');

const resource = (ParentId: object, PathPart: string): object => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { RestApiId: ref('Api'), ParentId, PathPart },
});

const method = (resourceId: string, HttpMethod: string, Integration: object, more: object = {}): object => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    RestApiId: ref('Api'),
    ResourceId: ref(resourceId),
    HttpMethod,
    AuthorizationType: 'NONE',
    ...more,
    Integration,
  },
});

const lambdaUri = (functionName: string): object => ({
  'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionName}.Arn}/invocations`,
});

const lambda = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: lambdaUri('Echo') };

const loadBalancer = (path: string, parameters: Readonly<Record<string, string>>, timeout = 900_000): object => ({
  Type: 'HTTP_PROXY',
  IntegrationHttpMethod: 'ANY',
  ConnectionType: 'VPC_LINK',
  ConnectionId: ref('VpcLink'),
  IntegrationTarget: ref('LoadBalancer'),
  ResponseTransferMode: 'STREAM',
  TimeoutInMillis: timeout,
  Uri: { 'Fn::Sub': `http://\${LoadBalancer.DNSName}${path}` },
  RequestParameters: parameters,
});

const proxy = { 'integration.request.path.proxy': 'method.request.path.proxy' };

const preflight = {
  Type: 'MOCK',
  RequestTemplates: { 'application/json': '{"statusCode":204}' },
  IntegrationResponses: [
    {
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.Access-Control-Allow-Origin': "'*'",
        'method.response.header.Access-Control-Allow-Methods': "'GET,POST'",
      },
    },
  ],
};

const gatewayResponse = (ResponseType: string, error: string): object => ({
  Type: 'AWS::ApiGateway::GatewayResponse',
  Properties: {
    RestApiId: ref('Api'),
    ResponseType,
    ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    ResponseTemplates: { 'application/json': `{"error":"${error}","message":$context.error.messageString}` },
  },
});

const nodeFunction = (code: string): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: attribute('Role', 'Arn'),
    Code: { ZipFile: code },
  },
});

const echo = `exports.handler = async (event) => {
  const headers = { 'Access-Control-Allow-Origin': '*' };
  if (event.path.endsWith('/boom')) throw new Error('kaput');
  if (event.path.endsWith('/moved')) return { statusCode: 302, headers: { ...headers, Location: '/elsewhere' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: '' };
  return { statusCode: 200, headers, body: JSON.stringify(event) };
};`;

const authorize = `exports.handler = async ({ headers, methodArn }) => {
  const token = headers.authorization ?? headers.Authorization;
  if (token === 'none') throw new Error('Unauthorized');
  const Statement = [{ Action: 'execute-api:Invoke', Effect: token === 'deny' ? 'Deny' : 'Allow', Resource: methodArn }];
  return { principalId: 'u1', policyDocument: { Version: '2012-10-17', Statement }, context: { username: 'ann' } };
};`;

const subnet = (zone: string, CidrBlock: string): object => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: ref('Vpc'), CidrBlock, AvailabilityZone: zone },
});

/** The API of the suite as a template, in the shape our services use: one greedy ANY per private prefix, one OPTIONS for all. */
export const suiteTemplate = {
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'front-door-suite', BinaryMediaTypes: ['*/*'] } },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Preflight', Properties: { RestApiId: ref('Api') } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: ref('Api'), DeploymentId: ref('Deployment'), StageName: 'local' },
    },
    MissingToken: gatewayResponse('MISSING_AUTHENTICATION_TOKEN', 'Forbidden'),
    Unauthorized: gatewayResponse('UNAUTHORIZED', 'Unauthorized'),
    AccessDenied: gatewayResponse('ACCESS_DENIED', 'Forbidden'),
    TooLarge: gatewayResponse('REQUEST_TOO_LARGE', 'Payload Too Large'),
    Default4xx: gatewayResponse('DEFAULT_4XX', 'Bad Request'),
    Default5xx: gatewayResponse('DEFAULT_5XX', 'Internal Server Error'),

    Everything: resource(rootId, '{proxy+}'),
    Preflight: method('Everything', 'OPTIONS', preflight),
    Things: resource(rootId, 'things'),
    ThingsAny: method('Things', 'ANY', lambda),
    Thing: resource(ref('Things'), '{id}'),
    ThingGet: method('Thing', 'GET', lambda),
    Health: resource(rootId, 'health'),
    HealthGet: method('Health', 'GET', loadBalancer('/health', {})),
    Impatient: resource(rootId, 'impatient'),
    ImpatientAll: resource(ref('Impatient'), '{proxy+}'),
    ImpatientAny: method('ImpatientAll', 'ANY', loadBalancer('/v1/{proxy}', proxy, 300)),
    V1: resource(rootId, 'v1'),
    V1All: resource(ref('V1'), '{proxy+}'),
    V1Any: method('V1All', 'ANY', loadBalancer('/v1/{proxy}', proxy)),
    Mcp: resource(rootId, 'mcp'),
    McpServer: resource(ref('Mcp'), '{serverId}'),
    McpAll: resource(ref('McpServer'), '{proxy+}'),
    McpAny: method(
      'McpAll',
      'ANY',
      loadBalancer('/mcp/{serverId}/{proxy}', {
        ...proxy,
        'integration.request.path.serverId': 'method.request.path.serverId',
        'integration.request.header.X-Caller': 'context.authorizer.username',
      }),
      { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Authorizer') },
    ),
    Authorizer: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: ref('Api'),
        Name: 'suite',
        Type: 'REQUEST',
        IdentitySource: 'method.request.header.Authorization,context.httpMethod,context.path',
        AuthorizerResultTtlInSeconds: 60,
        AuthorizerUri: lambdaUri('Authorize'),
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Echo: nodeFunction(echo),
    Authorize: nodeFunction(authorize),

    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/22' } },
    SubnetA: subnet('us-east-1a', '10.0.0.0/24'),
    SubnetB: subnet('us-east-1b', '10.0.1.0/24'),
    VpcLink: {
      Type: 'AWS::ApiGatewayV2::VpcLink',
      Properties: { Name: 'front-door-suite', SubnetIds: [ref('SubnetA'), ref('SubnetB')] },
    },
    LoadBalancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internal', Type: 'application', Subnets: [ref('SubnetA'), ref('SubnetB')] },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'ip', Port: 80, Protocol: 'HTTP', VpcId: ref('Vpc') },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('LoadBalancer'),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
      },
    },
  },
  Outputs: {
    ApiId: { Value: ref('Api') },
    RootId: { Value: rootId },
    TargetGroup: { Value: ref('Targets') },
    LambdaUri: { Value: lambdaUri('Echo') },
  },
};
