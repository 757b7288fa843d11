import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2Client, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { emulatorClient } from '../emulator-client.ts';
import { startFrontDoor } from '../front-door.ts';
import { startBackend } from './backend.ts';
import { suiteTemplate } from './suite-template.ts';
import type { World } from './suite.ts';

/** Deploys the API of the suite on a running MiniStack as a stack of its own, with a front door before it and a backend behind it. */
export async function emulatedWorld(emulator: string): Promise<World> {
  const config = emulatorClient(emulator, 10_000);
  const stacks = new CloudFormationClient(config);
  const gateway = new APIGatewayClient(config);
  const StackName = `front-door-suite-${Date.now().toString(36)}`;
  await stacks.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(suiteTemplate),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const { ApiId: restApiId = '', RootId, TargetGroup, LambdaUri } = await outputsOf(stacks, StackName);

  const backend = await startBackend();
  const targets = { TargetGroupArn: TargetGroup, Targets: [{ Id: '127.0.0.1', Port: backend.port }] };
  await new ElasticLoadBalancingV2Client(config).send(new RegisterTargetsCommand(targets));
  const release = async (): Promise<void> =>
    void (await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'local' })));
  await release();
  const door = await startFrontDoor({
    port: 0,
    stage: 'local',
    emulator,
    apiId: () => restApiId,
    log: () => undefined,
  });

  return {
    url: door.url,
    backend,
    release,
    declareLate: async () => {
      const { id: resourceId } = await gateway.send(
        new CreateResourceCommand({ restApiId, parentId: RootId, pathPart: 'late' }),
      );
      const method = { restApiId, resourceId, httpMethod: 'GET' };
      await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
      await gateway.send(
        new PutIntegrationCommand({ ...method, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: LambdaUri }),
      );
    },
    close: async () => {
      await Promise.all([door.close(), backend.close()]);
      await stacks.send(new DeleteStackCommand({ StackName }));
    },
  };
}

async function outputsOf(stacks: CloudFormationClient, StackName: string): Promise<Record<string, string | undefined>> {
  await waitUntilStackCreateComplete({ client: stacks, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? []);
}
