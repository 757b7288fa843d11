import { describe, expect, it } from '@jest/globals';
import * as api from './api-rules.ts';
import * as events from './event-rules.ts';
import * as first from './first-deployment-rules.ts';
import * as iam from './iam-rules.ts';
import type { Packaged } from './packaged.ts';
import type { Rule } from './rule.ts';
import type { Properties, Resource } from './template.ts';
import * as workflows from './workflow-rules.ts';

const ref = (Ref: string) => ({ Ref });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const of = (Type: string, properties: Properties = {}, rest: Partial<Resource> = {}): Resource => ({
  Type: `AWS::${Type}`,
  Properties: properties,
  ...rest,
});
const inService = (resources: Record<string, Resource>): Packaged => ({
  service: 'shop',
  folder: 'shared/testing',
  template: { Resources: resources },
});

/** Says what the rule finds in a template with this fault, and that it finds nothing once the fault is mended. */
function finds(rule: Rule, faulty: Record<string, Resource>, words: string, mended: Record<string, Resource>): void {
  it(rule.sentence, () => {
    expect(rule.find(inService(faulty)).join('\n')).toContain(words);
    expect(rule.find(inService({ ...faulty, ...mended }))).toEqual([]);
  });
}

const path = (PathPart: string, parent: unknown = ref('ApiRootId')) =>
  of('ApiGateway::Resource', { PathPart, ParentId: parent });
const orders = { Orders: path('orders') };
const method = (fields: Properties = {}, rest: Partial<Resource> = {}) =>
  of('ApiGateway::Method', { HttpMethod: 'GET', ResourceId: ref('Orders'), ...fields }, rest);
const authorized = { AuthorizationType: 'CUSTOM', AuthorizerId: ref('AuthorizerId') };
const viaLink = { Integration: { ConnectionType: 'VPC_LINK', ResponseTransferMode: 'STREAM' } };

describe('a fault of the API is found', () => {
  const open = { ...orders, Get: method({ AuthorizationType: 'NONE' }) };
  finds(api.everyMethodIsAuthorized([]), open, 'GET /orders admits everybody', { Get: method(authorized) });
  finds(api.everyMethodIsAuthorized([]), { ...orders, Get: method({ AuthorizationType: 'CUSTOM' }) }, 'GET /orders', {
    Get: method(authorized),
  });
  finds(
    api.everyMethodIsAuthorized(['GET /orders']),
    { ...orders, Get: method({ HttpMethod: 'POST' }) },
    'POST /orders',
    { Get: method() },
  );
  finds(api.noServiceReleasesTheStage, { FirstDeployment: of('ApiGateway::Deployment') }, 'FirstDeployment', {
    FirstDeployment: of('S3::Bucket'),
  });

  const listener = { Listener: of('ElasticLoadBalancingV2::Listener') };
  const held = {
    ...orders,
    ...listener,
    Get: method({ Integration: { ConnectionType: 'VPC_LINK' } }, { DependsOn: 'Listener' }),
  };
  finds(api.streamsAreStreamed, held, 'holds its answer back', { Get: method(viaLink, { DependsOn: 'Listener' }) });
  finds(api.streamsAreStreamed, { ...held, Get: method(viaLink) }, 'does not wait', {
    Get: method(viaLink, { DependsOn: ['Listener'] }),
  });

  it('when two services create one path, or name one position differently', () => {
    const a = inService({ ...orders, Order: path('{orderId}', ref('Orders')) });
    const b = { ...inService({ Same: path('orders'), Other: path('{id}', ref('Same')) }), service: 'stock' };

    expect(api.sharedPaths([a, b])).toEqual([
      '/orders is created by shop and by stock',
      '/orders/ is followed by {orderId} and by {id}',
    ]);
    expect(api.sharedPaths([a])).toEqual([]);
  });
});

const listens = (target: Properties, fields: Properties = {}) =>
  of('Events::Rule', {
    EventBusName: ref('BusName'),
    EventPattern: { source: ['lisa.stock'], 'detail-type': ['ItemSold'] },
    Targets: [target],
    ...fields,
  });
const target = {
  Arn: arn('ReactionsLambdaFunction'),
  DeadLetterConfig: { Arn: arn('Dead') },
  RetryPolicy: { MaximumRetryAttempts: 20 },
};
const mayWrite = (statement: Properties) =>
  of('SQS::QueuePolicy', { Queues: [ref('Dead')], PolicyDocument: { Statement: [statement] } });
const fromEvents = { Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: {} } };
const reactions = { ReactionsLambdaFunction: of('Lambda::Function', { Role: arn('ReactionsRole') }) };
const onFailure = { DestinationConfig: { OnFailure: { Destination: arn('Failed') } }, MaximumRetryAttempts: 2 };

describe('a fault of the events is found', () => {
  const { DeadLetterConfig: _, ...deadless } = target;
  const { RetryPolicy: __, ...retryless } = target;
  finds(events.everyTargetKeepsItsDead, { Rule: listens(deadless) }, 'Rule loses', { Rule: listens(target) });
  finds(events.everyTargetKeepsItsDead, { Rule: listens(retryless) }, 'no retry policy', { Rule: listens(target) });

  const closed = { Rule: listens(target), Dead: of('SQS::Queue') };
  finds(events.deadLettersArrive, closed, 'Dead has no policy', { Policy: mayWrite(fromEvents) });
  finds(
    events.deadLettersArrive,
    { ...closed, Policy: mayWrite({ Principal: { Service: 'events.amazonaws.com' } }) },
    'Dead',
    { Policy: mayWrite(fromEvents) },
  );

  finds(events.everyRuleListensWhereItIsSaid, { Rule: listens(target, { EventBusName: undefined }) }, 'wrong bus', {
    Rule: listens(target),
  });
  finds(events.everyRuleListensWhereItIsSaid, { Rule: listens(target, { EventPattern: {} }) }, 'every source', {
    Rule: listens(target),
  });
  finds(events.everyRuleListensToSomethingDeclared([]), { Rule: listens(target) }, 'lisa.stock ItemSold', {
    Rule: listens(target, { EventPattern: { source: ['aws.ecs'] }, EventBusName: undefined }),
  });
  const greedy = { EventPattern: { source: ['lisa.stock'], 'detail-type': ['ItemSold', 'ItemLost'] } };
  finds(
    events.everyRuleListensToSomethingDeclared(['lisa.stock ItemSold', 'lisa.stock ItemLost']),
    { Rule: listens(target, greedy) },
    'more than one',
    { Rule: listens(target) },
  );

  const forgets = { ...reactions, Rule: listens(target) };
  finds(events.everyAsynchronousCallKeepsItsFailures, forgets, 'ReactionsLambdaFunction loses', {
    Kept: of('Lambda::EventInvokeConfig', { FunctionName: ref('ReactionsLambdaFunction'), ...onFailure }),
  });
  const mapping = { EventSourceArn: { 'Fn::GetAtt': ['Outbox', 'StreamArn'] } };
  finds(events.everyStreamKeepsItsFailures, { Relay: of('Lambda::EventSourceMapping', mapping) }, 'blocks its shard', {
    Relay: of('Lambda::EventSourceMapping', { ...mapping, ...onFailure }),
  });
  const fromQueue = {
    Relay: of('Lambda::EventSourceMapping', { EventSourceArn: arn('Jobs') }),
    Jobs: of('SQS::Queue'),
  };
  finds(events.everyStreamKeepsItsFailures, fromQueue, 'without dead letters', {
    Jobs: of('SQS::Queue', { RedrivePolicy: {} }),
  });
});

const task = (fields: object = {}) => ({
  Type: 'Task',
  Resource: '${Steps}',
  Retry: [{ ErrorEquals: ['x'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Fail' }],
  TimeoutSeconds: 60,
  ...fields,
});
const recorder = { Type: 'Task', Resource: '${Steps}', Retry: [{ ErrorEquals: ['x'] }], TimeoutSeconds: 60 };
const machine = (first: object, rest: object = {}, given: Properties = { Steps: arn('Steps') }) =>
  of('StepFunctions::StateMachine', {
    DefinitionString: JSON.stringify({
      StartAt: 'Pay',
      TimeoutSeconds: 60,
      States: { Pay: first, Fail: recorder },
      ...rest,
    }),
    DefinitionSubstitutions: given,
    LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
  });

describe('a fault of a workflow is found', () => {
  const mended = { Pay: machine(task()) };
  const lost = [{ ErrorEquals: ['States.ALL'], Next: 'Fail' }];
  finds(workflows.noFailureIsLost, { Pay: machine(task({ Retry: [] })) }, 'Pay is not retried', mended);
  finds(workflows.noFailureIsLost, { Pay: machine(task({ Catch: lost })) }, 'the id would be lost', mended);
  finds(workflows.noFailureIsLost, { Pay: machine(task({ Catch: undefined })) }, 'the id would be lost', mended);
  finds(workflows.noFailureIsLost, { Pay: machine(task({ TimeoutSeconds: undefined })) }, 'may wait for ever', mended);
  finds(workflows.noFailureIsLost, { Pay: machine(task(), { TimeoutSeconds: undefined }) }, 'for a year', mended);
  finds(workflows.everyPlaceholderIsFilled, { Pay: machine(task(), {}, {}) }, '${Steps} stays', mended);
  finds(
    workflows.everyPlaceholderIsFilled,
    { Pay: machine(task(), {}, { Steps: '', Idle: '' }) },
    'nobody uses Idle',
    mended,
  );
  finds(
    workflows.everyPlaceholderIsFilled,
    { Pay: machine(task({ Comment: 'arn:aws:states:::x' })) },
    'one partition',
    mended,
  );
  finds(
    workflows.noWorkflowIsWrittenForAnotherEngine,
    { Pay: machine(task({ HeartbeatSeconds: 5 })) },
    'heartbeat',
    mended,
  );
  finds(workflows.everyExecutionIsLogged, { Pay: of('StepFunctions::StateMachine') }, 'logs nothing', mended);
  finds(workflows.whatIsTestedIsPackaged, mended, 'comes from no workflow file', { Pay: of('S3::Bucket') });
});

const role = (statement: Properties, principal: unknown = { Service: 'lambda.amazonaws.com' }) =>
  of('IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: principal }] },
    Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }],
  });
const reads = role({ Action: 'dynamodb:GetItem', Resource: arn('Orders') });
const own = { StringEquals: { 'events:source': 'lisa.shop' } };
const lambda = (name: string, roleId: string) => ({
  [`${name}LambdaFunction`]: of('Lambda::Function', { Role: arn(roleId) }),
});

describe('a fault of permissions is found', () => {
  const everywhere = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*';
  finds(
    iam.nobodyMayDoEverything,
    { Role: role({ Action: 'dynamodb:*', Resource: arn('Orders') }) },
    'may do dynamodb:*',
    { Role: reads },
  );
  finds(
    iam.nobodyMayDoEverything,
    { Role: role({ Action: ['s3:GetObject'], Resource: '*' }) },
    'may s3:GetObject on everything',
    { Role: reads },
  );
  finds(
    iam.nobodyMayDoEverything,
    { Role: role({ Action: 's3:GetObject', Resource: { 'Fn::Sub': everywhere } }) },
    'on everything',
    { Role: reads },
  );
  finds(
    iam.nobodyMayDoEverything,
    { P: of('IAM::Policy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: 'x' }] } }) },
    'may do *',
    { P: reads },
  );
  const anyKey = { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] } };
  finds(
    iam.nobodyMayDoEverything,
    { P: of('IAM::ManagedPolicy', anyKey), Role: of('IAM::Role', { ManagedPolicyArns: [ref('P')] }) },
    'may kms:Decrypt on everything',
    { Role: of('IAM::Role', { PermissionsBoundary: ref('P') }) },
  );
  const via = (...services: string[]) => ({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': services } });
  const launches = (Condition: unknown) => role({ Action: 'ec2:RunInstances', Resource: '*', Condition });
  finds(
    iam.nobodyMayDoEverything,
    { Role: launches(via('cloudformation.amazonaws.com', 'athena.amazonaws.com')) },
    'may ec2:RunInstances on everything',
    { Role: launches(via('cloudformation.amazonaws.com')) },
  );

  const publishes = (condition?: unknown) =>
    role({ Action: 'events:PutEvents', Resource: arn('Bus'), Condition: condition });
  finds(iam.nobodySpeaksForAnother, { Role: publishes() }, 'any source', { Role: publishes(own) });
  finds(
    iam.nobodySpeaksForAnother,
    { Role: publishes({ StringEquals: { 'events:source': 'lisa.stock' } }) },
    'any source',
    { Role: publishes(own) },
  );

  const starts = {
    ApiRole: role({ Action: 'states:StartExecution', Resource: arn('Pay') }),
    ...lambda('Api', 'ApiRole'),
  };
  finds(iam.routesStartNothing, starts, 'ApiRole may states:StartExecution', { ApiRole: reads });

  const deploys = {
    StepsRole: role({ Action: ['cloudformation:CreateStack', 'iam:PassRole'], Resource: 'x' }),
    ...lambda('Steps', 'StepsRole'),
  };
  finds(iam.deployAloneChangesStacks, deploys, 'StepsRole may cloudformation:CreateStack\nStepsRole may iam:PassRole', {
    ...lambda('Deploy', 'StepsRole'),
    StepsLambdaFunction: of('S3::Bucket'),
  });

  finds(
    iam.everyFunctionHasItsOwnRole,
    { Role: reads, ...lambda('A', 'Role'), ...lambda('B', 'Role') },
    'shares Role',
    lambda('B', 'Other'),
  );
  finds(iam.everyFunctionHasItsOwnRole, { Role: role({}, { AWS: '*' }) }, 'is no service', { Role: reads });
});

describe('what fails on a first deployment is found', () => {
  const bucket = { Orders: of('S3::Bucket', { BucketName: 'orders' }) };
  finds(first.cloudFormationNamesThings, bucket, 'Orders is named orders', { Orders: of('S3::Bucket') });
  finds(first.cloudFormationNamesThings, { Log: of('Logs::LogGroup', { LogGroupName: 'x' }) }, 'Log is named', {
    Log: of('Logs::LogGroup', { LogGroupName: '/aws/lambda/x' }),
  });
  const group = (Name: string) => of('ElasticLoadBalancingV2::TargetGroup', { Name });
  finds(first.namesFit, { Group: group('lisa-local-the-routers-of-all') }, 'can grow to 36 of 32', {
    Group: group('lisa-local-routers'),
  });
  finds(
    first.namedThingsAreNotRetained,
    { Orders: of('S3::Bucket', { BucketName: 'orders' }, { DeletionPolicy: 'Retain' }) },
    'keeps the name',
    bucket,
  );
  finds(first.logsEnd, { Log: of('Logs::LogGroup') }, 'kept for ever', {
    Log: of('Logs::LogGroup', { RetentionInDays: 30 }),
  });

  const balanced = {
    LoadBalancers: [{}],
    DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
  };
  const listener = { Listener: of('ElasticLoadBalancingV2::Listener') };
  finds(
    first.servicesWaitForTheirListener,
    { ...listener, Service: of('ECS::Service', balanced, { DependsOn: 'Role' }) },
    'before its listener',
    { Service: of('ECS::Service', balanced, { DependsOn: ['Listener'] }) },
  );
  finds(first.servicesRollBack, { Service: of('ECS::Service') }, 'three hours', {
    Service: of('ECS::Service', balanced),
  });

  const group2 = (SourceSecurityGroupId: unknown) =>
    of('EC2::SecurityGroup', { SecurityGroupIngress: [{ SourceSecurityGroupId }] });
  finds(
    first.securityGroupsDoNotHoldEachOther,
    { A: group2({ 'Fn::GetAtt': ['B', 'GroupId'] }), B: of('EC2::SecurityGroup') },
    'A refers to B',
    { A: group2(ref('GivenToUs')) },
  );
  finds(first.capacityProvidersLetGo, { Gpu: of('ECS::CapacityProvider') }, 'protects', {
    Gpu: of('ECS::CapacityProvider', { AutoScalingGroupProvider: { ManagedTerminationProtection: 'DISABLED' } }),
  });
});
