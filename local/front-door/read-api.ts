import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetGatewayResponsesCommand,
  GetStageCommand,
  NotFoundException,
  paginateGetResources,
} from '@aws-sdk/client-api-gateway';
import type {
  Authorizer as AwsAuthorizer,
  GatewayResponse as AwsGatewayResponse,
  GetDeploymentCommandOutput,
  Integration as AwsIntegration,
  Method as AwsMethod,
  Resource as AwsResource,
} from '@aws-sdk/client-api-gateway';
import type { Authorizer, DeployedApi, GatewayResponse, Integration, Method, Resource } from './api-definition.ts';
import { emulatorClient } from './emulator-client.ts';

/** Reads a stage through the API Gateway API. */
export interface ApiReader {
  /** The deployment the stage stands on; undefined while API or stage do not exist. Cheap. */
  deploymentOf(apiId: string): Promise<string | undefined>;
  read(apiId: string, deploymentId: string): Promise<DeployedApi>;
}

type Released = NonNullable<GetDeploymentCommandOutput['apiSummary']>;

/** Reads from the emulator, which serves unreleased routes too: a route counts only if the deployment's summary has it. */
export function emulatedApiReader(emulator: string, stageName: string): ApiReader {
  const client = new APIGatewayClient(emulatorClient(emulator, 5_000));
  return {
    async deploymentOf(restApiId) {
      try {
        return (await client.send(new GetStageCommand({ restApiId, stageName }))).deploymentId;
      } catch (error) {
        if (error instanceof NotFoundException) return undefined;
        throw error;
      }
    },
    async read(restApiId, deploymentId) {
      const [deployment, authorizers, gatewayResponses, resources] = await Promise.all([
        client.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] })),
        client.send(new GetAuthorizersCommand({ restApiId, limit: 500 })),
        client.send(new GetGatewayResponsesCommand({ restApiId })),
        allResources(client, restApiId),
      ]);
      return {
        apiId: restApiId,
        deploymentId,
        resources: released(resources, deployment.apiSummary ?? {}),
        authorizers: new Map(authorizers.items?.map((item) => [item.id ?? '', authorizer(item)])),
        gatewayResponses: new Map(
          gatewayResponses.items?.map((item) => [item.responseType ?? '', gatewayResponse(item)]),
        ),
      };
    },
  };
}

async function allResources(client: APIGatewayClient, restApiId: string): Promise<AwsResource[]> {
  const found: AwsResource[] = [];
  for await (const page of paginateGetResources({ client, pageSize: 500 }, { restApiId, embed: ['methods'] })) {
    found.push(...(page.items ?? []));
  }
  return found;
}

/** Drops what no deployment has released: a method, and a resource nothing released stands on or below. */
function released(resources: readonly AwsResource[], summary: Released): Resource[] {
  const paths = Object.keys(summary);
  return resources.flatMap(({ id = '', path = '/', resourceMethods = {} }) => {
    if (!paths.some((known) => known === path || known.startsWith(`${path}/`))) return [];
    const methods = Object.entries(resourceMethods).filter(([name]) => summary[path]?.[name]);
    return [{ id, path, methods: new Map(methods.map(([name, definition]) => [name, method(definition)])) }];
  });
}

const method = ({ authorizationType = 'NONE', authorizerId, methodIntegration = {} }: AwsMethod): Method => ({
  authorizationType,
  authorizerId,
  integration: integration(methodIntegration),
});

const integration = (from: AwsIntegration): Integration => ({
  type: from.type ?? 'MOCK',
  isPrivate: from.connectionType === 'VPC_LINK',
  httpMethod: from.httpMethod ?? 'ANY',
  uri: from.uri ?? '',
  timeoutMs: from.timeoutInMillis ?? 29_000,
  requestParameters: from.requestParameters ?? {},
});

const authorizer = (from: AwsAuthorizer): Authorizer => ({
  id: from.id ?? '',
  type: from.type ?? 'TOKEN',
  functionArn: /\/functions\/(.+)\/invocations$/.exec(from.authorizerUri ?? '')?.[1] ?? '',
  identitySources: (from.identitySource ?? '').split(',').flatMap((source) => source.trim() || []),
  ttlSeconds: from.authorizerResultTtlInSeconds ?? 300,
});

const gatewayResponse = (from: AwsGatewayResponse): GatewayResponse => ({
  status: from.statusCode === undefined ? undefined : Number(from.statusCode),
  parameters: from.responseParameters ?? {},
  template: from.responseTemplates?.['application/json'],
  isDefault: from.defaultResponse ?? false,
});
