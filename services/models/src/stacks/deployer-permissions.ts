import { callsFor } from './deployer-calls.ts';

interface Scope {
  readonly covers: RegExp;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** CloudFormation names what a stack makes after it, shortened where names must be short; this much always remains. */
const ours = 'lisa-${sls:stage}-model-*';
const arn = (service: string, resource: string, region = '${AWS::Region}') => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`,
});
const iam = (resource: string) => arn('iam', resource, '');

/** Names of balancers and ids of EC2 say nothing of whose they are: only through a stack, then, and stacks are ours by name. */
const byCloudFormation = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } };
const bounded = { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'ModelRolesBoundary' } } };

const nameless = [
  /^(ec2|elasticloadbalancing|application-autoscaling):/,
  /^(autoscaling|logs):Describe|^cloudwatch:(DescribeAlarms|GetMetricData)$|^ecs:(Describe|Deregister)TaskDefinition$/,
];

/** The first scope that covers an action counts. */
const scopes: readonly Scope[] = [
  ...nameless.map((covers) => ({ covers, Resource: '*', Condition: byCloudFormation })),
  { covers: /^autoscaling:/, Resource: arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${ours}`) },
  {
    covers: /^ecs:/,
    Resource: [
      arn('ecs', `cluster/${ours}`),
      arn('ecs', `capacity-provider/${ours}`),
      arn('ecs', `task-definition/${ours}:*`),
      arn('ecs', `service/${ours}/*`),
      arn('ecs', `service-deployment/${ours}/*`),
    ],
  },
  {
    covers: /^cloudwatch:/,
    Resource: [arn('cloudwatch', `alarm:${ours}`), arn('cloudwatch', `alarm:TargetTracking-service/${ours}`)],
  },
  { covers: /^logs:/, Resource: arn('logs', `log-group:${ours}`) },
  {
    covers: /^iam:(CreateRole|PutRolePolicy|PutRolePermissionsBoundary)$/,
    Resource: iam(`role/${ours}`),
    Condition: bounded,
  },
  {
    covers: /^iam:PassRole$/,
    Resource: iam(`role/${ours}`),
    Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
  },
  {
    covers: /^iam:CreateServiceLinkedRole$/,
    Resource: iam('role/aws-service-role/*'),
    Condition: {
      StringEquals: {
        'iam:AWSServiceName': [
          'autoscaling.amazonaws.com',
          'ecs.amazonaws.com',
          'ecs.application-autoscaling.amazonaws.com',
          'elasticloadbalancing.amazonaws.com',
        ],
      },
    },
  },
  { covers: /^iam:/, Resource: [iam(`role/${ours}`), iam(`instance-profile/${ours}`)] },
];

/** What the function `deploy` must be allowed, so that CloudFormation can do its work on model stacks in its name. */
export function deployerPermissions(): Statement[] {
  const actions = [...new Set(Object.values(callsFor).flat())].sort();
  const scopeOf = (action: string) => scopes.find(({ covers }) => covers.test(action));
  return scopes
    .map((scope) => ({ scope, Action: actions.filter((action) => scopeOf(action) === scope) }))
    .filter(({ Action }) => Action.length > 0)
    .map(({ scope: { covers: _, ...scope }, Action }) => ({ Effect: 'Allow', Action, ...scope }));
}
