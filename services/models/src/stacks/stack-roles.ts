import type { ModelStackSpec } from './model-stack-spec.ts';
import { attribute, ref, sub, type Resource, type Resources, type Value } from './template.ts';

interface Grant {
  readonly [member: string]: Value;
  readonly Action: readonly string[];
  readonly Resource: Value;
}

const mayBeTakenBy = (service: string): Value => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

const role = (service: string, policy: string, grants: readonly Grant[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: mayBeTakenBy(service),
    PermissionsBoundary: ref('RolesBoundary'),
    Policies: [
      {
        PolicyName: policy,
        PolicyDocument: { Version: '2012-10-17', Statement: grants.map((grant) => ({ Effect: 'Allow', ...grant })) },
      },
    ],
  },
});

/** The ECS agent's own needs, for its own cluster. */
const agent: readonly Grant[] = [
  {
    Action: ['ecs:RegisterContainerInstance', 'ecs:DeregisterContainerInstance', 'ecs:SubmitTaskStateChange'],
    Resource: attribute('Cluster', 'Arn'),
  },
  {
    Action: ['ecs:SubmitContainerStateChange', 'ecs:SubmitAttachmentStateChanges'],
    Resource: attribute('Cluster', 'Arn'),
  },
  {
    Action: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
    Resource: sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:container-instance/${Cluster}/*'),
  },
  // Where to connect to knows no finer resource.
  { Action: ['ecs:DiscoverPollEndpoint'], Resource: '*' },
];

const registry = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.[a-z0-9.]+\/(?<repository>[^:@]+)/;

/** Pulling the image: from its repository alone, if it lies in ECR; other registries ask for no role. */
function pull(image: string): Grant[] {
  const found = registry.exec(image)?.groups;
  if (!found) return [];
  const { account, region, repository } = found;
  return [
    // A registry's login token knows no finer resource.
    { Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    {
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
      Resource: sub(`arn:\${AWS::Partition}:ecr:${region}:${account}:repository/${repository}`),
    },
  ];
}

const weights = (modelName: string): Grant[] => [
  { Action: ['s3:GetObject'], Resource: sub(`arn:\${AWS::Partition}:s3:::\${ModelsBucket}/${modelName}/*`) },
  {
    Action: ['s3:ListBucket'],
    Resource: sub('arn:${AWS::Partition}:s3:::${ModelsBucket}'),
    Condition: { StringLike: { 's3:prefix': `${modelName}/*` } },
  },
];

/** What instances, ECS and the container may do: join, start, and read the model's own weights. */
export const stackRoles = ({ modelName, image }: ModelStackSpec): Resources => ({
  InstanceRole: role('ec2.amazonaws.com', 'join', agent),
  InstanceProfile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [ref('InstanceRole')] } },
  ExecutionRole: role('ecs-tasks.amazonaws.com', 'start', [
    { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: attribute('LogGroup', 'Arn') },
    ...pull(image),
  ]),
  TaskRole: role('ecs-tasks.amazonaws.com', 'weights', weights(modelName)),
});
