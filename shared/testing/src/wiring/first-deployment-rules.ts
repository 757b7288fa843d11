import { rule } from './rule.ts';
import { at, listOf, referredBy, resourcesOf, textOf, type Named, type Template } from './template.ts';

/** Where a type takes a physical name. Two deployments in one account, or a replacement, would collide on it. */
const nameOfType: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::ECS::Service': 'ServiceName',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  // Named on purpose, by their stage: clients, logs or other stacks find them by it.
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::Rule': 'Name',
  'AWS::Events::EventBus': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::ApiGatewayV2::VpcLink': 'Name',
};
const namedOnPurpose = new Set([
  'AWS::Lambda::Function',
  'AWS::Events::Rule',
  'AWS::Events::EventBus',
  'AWS::StepFunctions::StateMachine',
  'AWS::ApiGatewayV2::VpcLink',
]);

const longest: Readonly<Record<string, number>> = {
  'AWS::ElasticLoadBalancingV2::TargetGroup': 32,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 32,
  'AWS::Lambda::Function': 64,
  'AWS::Events::Rule': 64,
  'AWS::StepFunctions::StateMachine': 80,
};
/** Templates are packaged for a stage of five letters; a stage may have twelve. */
const growth = 'production-x'.length - 'local'.length;

const nameOf = ({ Type, Properties }: Named): string | undefined => {
  const value = Properties[nameOfType[Type] ?? ''];
  return value === undefined ? undefined : textOf(value);
};
const named = (template: Template): (Named & { name: string })[] =>
  resourcesOf(template, ...Object.keys(nameOfType)).flatMap((resource) => {
    const name = nameOf(resource);
    return name === undefined ? [] : [{ ...resource, name }];
  });

const isLogOfFunction = ({ Type, name }: { Type: string; name: string }): boolean =>
  Type === 'AWS::Logs::LogGroup' && name.startsWith('/aws/lambda/');

export const cloudFormationNamesThings = rule(
  'CloudFormation names things, unless somebody must find them by name.',
  ({ template }) =>
    named(template)
      .filter((resource) => !namedOnPurpose.has(resource.Type) && !isLogOfFunction(resource))
      .map(({ id, name }) => `${id} is named ${name}`),
);

export const namesFit = rule('Names fit their limits at the longest stage name, too.', ({ template }) =>
  named(template)
    .filter(({ Type, name }) => name.length + growth > (longest[Type] ?? Infinity))
    .map(({ id, name, Type }) => `${id}: ${name} can grow to ${name.length + growth} of ${longest[Type]} characters`),
);

export const namedThingsAreNotRetained = rule(
  'Nothing that has a name of its own is retained: the next deployment would find the name taken.',
  ({ template }) =>
    named(template)
      .filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'))
      .map(({ id, name }) => `${id} keeps the name ${name}`),
);

export const logsEnd = rule('Every log has an end.', ({ template }) =>
  resourcesOf(template, 'AWS::Logs::LogGroup')
    .filter(({ Properties }) => Properties['RetentionInDays'] === undefined)
    .map(({ id }) => `${id} is kept for ever`),
);

const isListener = (template: Template, id: unknown): boolean =>
  /::Listener(Rule)?$/.test(template.Resources[String(id)]?.Type ?? '');

export const servicesWaitForTheirListener = rule(
  'A service behind a load balancer waits for its listener: its target group has no load balancer before.',
  ({ template }) =>
    resourcesOf(template, 'AWS::ECS::Service')
      .filter(
        ({ Properties, DependsOn }) =>
          listOf(Properties['LoadBalancers']).length > 0 && !listOf(DependsOn).some((id) => isListener(template, id)),
      )
      .map(({ id }) => `${id} may be created before its listener`),
);

export const servicesRollBack = rule(
  'Every service gives up a deployment that does not become healthy.',
  ({ template }) =>
    resourcesOf(template, 'AWS::ECS::Service')
      .filter(
        ({ Properties }) => at(Properties, 'DeploymentConfiguration', 'DeploymentCircuitBreaker', 'Rollback') !== true,
      )
      .map(({ id }) => `${id} waits three hours for tasks that never start`),
);

export const securityGroupsDoNotHoldEachOther = rule(
  'No security group refers inline to another: neither could be created or deleted first.',
  ({ template }) =>
    resourcesOf(template, 'AWS::EC2::SecurityGroup').flatMap(({ id, Properties }) => {
      const rules = [...listOf(Properties['SecurityGroupIngress']), ...listOf(Properties['SecurityGroupEgress'])];
      const groups = rules.flatMap((each) => [
        referredBy(at(each, 'SourceSecurityGroupId')),
        referredBy(at(each, 'DestinationSecurityGroupId')),
      ]);
      return groups
        .filter((group) => group !== undefined && group in template.Resources)
        .map((group) => `${id} refers to ${group}: use AWS::EC2::SecurityGroupIngress`);
    }),
);

export const capacityProvidersLetGo = rule(
  'Capacity providers do not protect their instances: a stack could not be deleted.',
  ({ template }) =>
    resourcesOf(template, 'AWS::ECS::CapacityProvider')
      .filter(
        ({ Properties }) => at(Properties, 'AutoScalingGroupProvider', 'ManagedTerminationProtection') !== 'DISABLED',
      )
      .map(({ id }) => `${id} protects its instances`),
);
