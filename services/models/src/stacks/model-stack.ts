import { alarms } from './alarms.ts';
import { container } from './container.ts';
import { endpoint, entrance } from './entrance.ts';
import { hosts } from './hosts.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { scalableService, scaling } from './scaling.ts';
import { stackRoles } from './stack-roles.ts';
import { attribute, ref, type Template } from './template.ts';

/** What the platform lends to every model stack. */
const parameters: Template['Parameters'] = {
  VpcId: { Type: 'String', Description: 'VPC of the platform' },
  PrivateSubnetIds: { Type: 'CommaDelimitedList', Description: 'Subnets without public addresses' },
  ClientsSecurityGroupId: { Type: 'String', Description: 'Security group of those who may call models' },
  ModelsBucket: { Type: 'String', Description: 'Bucket of the weights' },
  RolesBoundary: { Type: 'String', Description: 'ARN of the permissions boundary of every role of a model' },
};

/** The CloudFormation template of one self-hosted model. Same spec, same bytes. */
export const modelStack = (spec: ModelStackSpec): Template => ({
  Description: `Self-hosted model ${spec.modelId} (${spec.uid})`,
  Parameters: parameters,
  Resources: {
    ...entrance(spec),
    ...stackRoles(spec),
    ...hosts(spec),
    ...container(spec),
    ...scaling(spec),
    ...alarms(spec),
  },
  Outputs: {
    ModelEndpointUrl: { Description: 'Where the model answers, without /v1', Value: endpoint },
    ClusterName: { Description: 'ECS cluster of the model', Value: ref('Cluster') },
    ServiceName: { Description: 'ECS service of the model', Value: attribute('Service', 'Name') },
    ScalableTarget: { Description: 'Its name in Application Auto Scaling', Value: scalableService },
    AutoScalingGroupName: { Description: 'Group of its instances', Value: ref('Hosts') },
    LogGroupName: { Description: 'What the model server writes', Value: ref('LogGroup') },
  },
});
