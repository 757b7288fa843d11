import { CloudFormationClient, DescribeStackEventsCommand, paginateListStacks } from '@aws-sdk/client-cloudformation';
import { DescribeTasksCommand, ECSClient, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import type { CreateModelRequest } from '@lisa/contracts/api/models/create-model-request';
import { demoWeightsFolder } from '../demo-weights.ts';
import type { Place } from '../settings.ts';
import { clientSettings } from '../stack-values.ts';

/** A self-hosted model whose container is the scripted demo model; failures show within seconds, not minutes. */
export function aSelfHostedModel(
  modelId: string,
  {
    environment = {},
    image,
    warmup = 5,
  }: { environment?: Record<string, string>; image?: string; warmup?: number } = {},
): CreateModelRequest {
  return {
    modelId,
    modelName: demoWeightsFolder,
    modelType: 'textgen',
    streaming: true,
    hostingType: 'lisa_hosted',
    instanceType: 'g6.xlarge',
    inferenceContainer: 'vllm',
    containerConfig: {
      ...(image !== undefined && { image: { baseImage: image, type: 'ecr' } }),
      sharedMemorySize: 2048,
      healthCheckConfig: { command: 'exit 0', interval: 10, startPeriod: 30, timeout: 5, retries: 3 },
      environment,
    },
    autoScalingConfig: {
      blockDeviceVolumeSize: 50,
      minCapacity: 1,
      maxCapacity: 1,
      cooldown: 60,
      defaultInstanceWarmup: 60,
      metricConfig: {
        albMetricName: 'RequestCountPerTarget',
        targetValue: 30,
        duration: 60,
        estimatedInstanceWarmup: warmup,
      },
    },
    loadBalancerConfig: {
      healthCheckConfig: {
        path: '/health',
        interval: 5,
        timeout: 2,
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    },
  };
}

/** What one sees of a model's stack in the account. */
export function accountOf(place: Place) {
  const stacks = new CloudFormationClient(clientSettings(place));
  const ecs = new ECSClient(clientSettings(place));
  const secrets = new SecretsManagerClient(clientSettings(place));
  const stackName = (uid: string): string => `lisa-local-model-${uid}`;
  const cluster = (uid: string): string => `${stackName(uid)}-Cluster`;

  return {
    /** Names of standing stacks of this model: one, or none. */
    async stacks(uid: string): Promise<string[]> {
      const names: string[] = [];
      for await (const { StackSummaries = [] } of paginateListStacks({ client: stacks }, {}))
        for (const { StackName = '', StackStatus } of StackSummaries)
          if (StackName === stackName(uid) && StackStatus !== 'DELETE_COMPLETE') names.push(StackName);
      return names;
    },

    /** When the last operation on the stack was complete, in epoch milliseconds. */
    async stackDoneAt(uid: string): Promise<number> {
      const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: stackName(uid) }));
      const last = StackEvents.find(({ LogicalResourceId }) => LogicalResourceId === stackName(uid));
      const { ResourceStatus = 'unknown', Timestamp = new Date(0) } = last ?? {};
      if (!/^(CREATE|UPDATE)_COMPLETE$/.test(ResourceStatus))
        throw new Error(`The stack of ${uid} is ${ResourceStatus}`);
      return Timestamp.getTime();
    },

    /** Tasks that run or are about to. */
    async tasks(uid: string): Promise<Task[]> {
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: cluster(uid) }));
      if (taskArns.length === 0) return [];
      return (await ecs.send(new DescribeTasksCommand({ cluster: cluster(uid), tasks: taskArns }))).tasks ?? [];
    },

    async secrets(uid: string): Promise<number> {
      const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ MaxResults: 100 }));
      return SecretList.filter(({ Name }) => Name?.includes(uid)).length;
    },
  };
}

/** Where a task's container listens. */
export function addressOf({ taskArn, attachments = [] }: Task): string {
  const details = attachments.flatMap((attachment) => attachment.details ?? []);
  const address = details.find(({ name }) => name === 'privateIPv4Address');
  if (!address) throw new Error(`The task ${taskArn} has no address`);
  return `http://${address.value}:8080`;
}

/** Reads the model until it has one of these states; throws with what it is instead after `seconds`. */
export async function reaching(
  read: () => Promise<LisaModel>,
  statuses: readonly LisaModel['status'][],
  seconds = 120,
): Promise<LisaModel> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const model = await read();
    if (statuses.includes(model.status)) return model;
    if (Date.now() > end)
      throw new Error(`${model.modelId} is ${model.status} after ${seconds} s: ${model.failureReason ?? 'no reason'}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
