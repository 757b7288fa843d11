import { containerPort, engineArguments, plainEnvironment, weightsFolder } from './engine-arguments.ts';
import { weightsOnHost } from './hosts.ts';
import { hardwareOf, type Hardware } from '../domain/instance-types.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { attribute, ref, type Resource, type Resources, type Value } from './template.ts';

/** The host keeps 2 GiB; large ones more, since the share of memory that never reaches ECS grows with them. */
const reservable = ({ memoryGib }: Hardware): number =>
  memoryGib * 1024 - Math.max(2048, Math.ceil(memoryGib * 1024 * 0.04));

const environmentOf = (spec: ModelStackSpec): Value =>
  Object.entries({
    ...plainEnvironment(spec),
    AWS_REGION: ref('AWS::Region'),
    // As LISA's containers know them: start.sh copies the weights from there.
    S3_BUCKET_MODELS: ref('ModelsBucket'),
    MODEL_NAME: spec.modelName,
  }).map(([Name, Value]) => ({ Name, Value }));

function healthCheck({ containerConfig: { healthCheckConfig: check } }: ModelStackSpec): Value {
  const { command, interval, startPeriod, timeout, retries } = check;
  return {
    Command: typeof command === 'string' ? ['CMD-SHELL', command] : command,
    Interval: interval,
    StartPeriod: startPeriod,
    Timeout: timeout,
    Retries: retries,
  };
}

const server = (spec: ModelStackSpec, hardware: Hardware): Value => ({
  Name: 'model',
  Image: spec.image,
  Essential: true,
  Command: engineArguments(spec, hardware.gpus),
  Environment: environmentOf(spec),
  PortMappings: [{ ContainerPort: containerPort }],
  ResourceRequirements: [{ Type: 'GPU', Value: String(hardware.gpus) }],
  MemoryReservation: spec.containerConfig.memoryReservation || reservable(hardware),
  LinuxParameters: { SharedMemorySize: spec.containerConfig.sharedMemorySize, InitProcessEnabled: true },
  Ulimits: [{ Name: 'memlock', SoftLimit: -1, HardLimit: -1 }],
  MountPoints: [{ SourceVolume: 'weights', ContainerPath: weightsFolder }],
  HealthCheck: healthCheck(spec),
  // Longer than the load balancer needs to send nothing more: streams may end.
  StopTimeout: 120,
  LogConfiguration: {
    LogDriver: 'awslogs',
    Options: {
      'awslogs-group': ref('LogGroup'),
      'awslogs-region': ref('AWS::Region'),
      'awslogs-stream-prefix': 'task',
    },
  },
});

const taskDefinition = (spec: ModelStackSpec, hardware: Hardware): Resource => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Family: `lisa-${spec.stage}-model-${spec.uid}`,
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['EC2'],
    ExecutionRoleArn: attribute('ExecutionRole', 'Arn'),
    TaskRoleArn: attribute('TaskRole', 'Arn'),
    Volumes: [{ Name: 'weights', Host: { SourcePath: weightsOnHost } }],
    ContainerDefinitions: [server(spec, hardware)],
  },
});

/** A model that never has a second instance is replaced in place; the others keep half of their copies meanwhile. */
const replacement = ({ autoScalingConfig: { maxCapacity } }: ModelStackSpec): Record<string, Value> =>
  maxCapacity === 1
    ? { MinimumHealthyPercent: 0, MaximumPercent: 100 }
    : { MinimumHealthyPercent: 50, MaximumPercent: 200 };

const service = (spec: ModelStackSpec): Resource => ({
  Type: 'AWS::ECS::Service',
  DependsOn: ['Listener', 'ClusterCapacity'],
  Properties: {
    Cluster: ref('Cluster'),
    TaskDefinition: ref('Task'),
    DesiredCount: spec.desiredCapacity,
    CapacityProviderStrategy: [{ CapacityProvider: ref('CapacityProvider'), Weight: 1 }],
    // Moving copies between zones would ask for GPUs that nobody ordered.
    AvailabilityZoneRebalancing: 'DISABLED',
    HealthCheckGracePeriodSeconds: spec.autoScalingConfig.metricConfig.estimatedInstanceWarmup,
    DeploymentConfiguration: {
      ...replacement(spec),
      // Nothing to go back to at first: then it ends the creation as soon as three tasks have failed.
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    },
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        Subnets: ref('PrivateSubnetIds'),
        SecurityGroups: [attribute('TaskSecurityGroup', 'GroupId')],
      },
    },
    LoadBalancers: [{ ContainerName: 'model', ContainerPort: containerPort, TargetGroupArn: ref('Targets') }],
    PropagateTags: 'SERVICE',
  },
});

/** The model server, one container for each instance. Throws for an instance type that has no known GPU. */
export function container(spec: ModelStackSpec): Resources {
  const hardware = hardwareOf(spec.instanceType);
  if (!hardware) throw new Error(`${spec.instanceType} is not among the instance types that a model can be hosted on`);
  return {
    LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    Task: taskDefinition(spec, hardware),
    Service: service(spec),
  };
}
