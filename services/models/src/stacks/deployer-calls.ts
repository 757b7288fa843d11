/** Actions of one service, in words. */
const calls = (service: string, names: string): string[] => names.split(' ').map((name) => `${service}:${name}`);

/**
 * What CloudFormation calls, in the name of the deploy function, to create, change, read and delete each type that model
 * stacks are made of. Source: `handlers` of the CloudFormation resource schemas, less what only properties that we do not
 * set would need. The test of the golden templates says when a type is missing.
 */
export const callsFor: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup': [
    ...calls('ec2', 'CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups DescribeInstances'),
    ...calls('ec2', 'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress CreateTags DeleteTags'),
  ],
  'AWS::EC2::SecurityGroupIngress': [
    ...calls('ec2', 'AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress'),
    ...calls('ec2', 'UpdateSecurityGroupRuleDescriptionsIngress DescribeSecurityGroups'),
    ...calls('ec2', 'DescribeSecurityGroupRules'),
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    ...calls('ec2', 'DescribeVpcs DescribeSubnets DescribeSecurityGroups DescribeInternetGateways'),
    ...calls('ec2', 'DescribeAccountAttributes DescribeAvailabilityZones'),
    ...calls('elasticloadbalancing', 'CreateLoadBalancer DeleteLoadBalancer DescribeLoadBalancers'),
    ...calls('elasticloadbalancing', 'DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes SetSecurityGroups'),
    ...calls('elasticloadbalancing', 'SetSubnets SetIpAddressType DescribeCapacityReservation AddTags RemoveTags'),
    ...calls('elasticloadbalancing', 'DescribeTags'),
    ...calls('iam', 'CreateServiceLinkedRole'),
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    ...calls('elasticloadbalancing', 'CreateTargetGroup DeleteTargetGroup DescribeTargetGroups ModifyTargetGroup'),
    ...calls('elasticloadbalancing', 'ModifyTargetGroupAttributes DescribeTargetGroupAttributes DescribeTargetHealth'),
    ...calls('elasticloadbalancing', 'DeregisterTargets AddTags RemoveTags DescribeTags'),
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    ...calls('elasticloadbalancing', 'CreateListener DeleteListener DescribeListeners ModifyListener'),
    ...calls('elasticloadbalancing', 'DescribeListenerAttributes ModifyListenerAttributes AddTags RemoveTags'),
    ...calls('elasticloadbalancing', 'DescribeTags'),
  ],
  'AWS::IAM::Role': [
    ...calls('iam', 'CreateRole GetRole UpdateRole UpdateAssumeRolePolicy DeleteRole PutRolePolicy'),
    ...calls('iam', 'GetRolePolicy DeleteRolePolicy PutRolePermissionsBoundary ListRolePolicies'),
    ...calls('iam', 'ListAttachedRolePolicies ListRoleTags TagRole UntagRole'),
  ],
  'AWS::IAM::InstanceProfile': [
    ...calls('iam', 'CreateInstanceProfile GetInstanceProfile DeleteInstanceProfile'),
    ...calls('iam', 'AddRoleToInstanceProfile RemoveRoleFromInstanceProfile PassRole'),
  ],
  'AWS::EC2::LaunchTemplate': [
    ...calls('ec2', 'CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate'),
    ...calls('ec2', 'DescribeLaunchTemplates DescribeLaunchTemplateVersions CreateTags DeleteTags'),
  ],
  // With a launch template, EC2 Auto Scaling asks whether its caller may start such instances.
  'AWS::AutoScaling::AutoScalingGroup': [
    ...calls('autoscaling', 'CreateAutoScalingGroup UpdateAutoScalingGroup DeleteAutoScalingGroup'),
    ...calls('autoscaling', 'CreateOrUpdateTags DeleteTags DescribeAutoScalingGroups DescribeTags'),
    ...calls('autoscaling', 'DescribeScalingActivities DescribeAutoScalingInstances DescribeLifecycleHooks'),
    ...calls('autoscaling', 'DescribeNotificationConfigurations DescribeTrafficSources'),
    ...calls('ec2', 'RunInstances DescribeLaunchTemplates DescribeLaunchTemplateVersions'),
    ...calls('ec2', 'DescribeSubnets DescribeImages DescribeInstances DescribeInstanceTypes'),
    ...calls('ec2', 'DescribeSecurityGroups'),
    ...calls('iam', 'PassRole CreateServiceLinkedRole'),
  ],
  'AWS::ECS::Cluster': [
    ...calls('ecs', 'CreateCluster DescribeClusters UpdateCluster UpdateClusterSettings DeleteCluster'),
    ...calls('ecs', 'TagResource UntagResource ListTagsForResource'),
    ...calls('iam', 'CreateServiceLinkedRole'),
  ],
  'AWS::ECS::CapacityProvider': [
    ...calls('ecs', 'CreateCapacityProvider DescribeCapacityProviders UpdateCapacityProvider'),
    ...calls('ecs', 'DeleteCapacityProvider TagResource UntagResource ListTagsForResource'),
    ...calls('autoscaling', 'CreateOrUpdateTags DescribeAutoScalingGroups'),
  ],
  'AWS::ECS::ClusterCapacityProviderAssociations': [
    ...calls('ecs', 'PutClusterCapacityProviders DescribeClusters DescribeCapacityProviders'),
  ],
  'AWS::ECS::TaskDefinition': [
    ...calls('ecs', 'RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition TagResource'),
    ...calls('ecs', 'UntagResource ListTagsForResource'),
    ...calls('iam', 'GetRole PassRole'),
  ],
  'AWS::ECS::Service': [
    ...calls('ecs', 'CreateService DescribeServices UpdateService DeleteService ListServiceDeployments'),
    ...calls('ecs', 'DescribeServiceDeployments StopServiceDeployment TagResource UntagResource'),
    ...calls('ecs', 'ListTagsForResource'),
  ],
  'AWS::ApplicationAutoScaling::ScalableTarget': [
    ...calls('application-autoscaling', 'RegisterScalableTarget DeregisterScalableTarget DescribeScalableTargets'),
    ...calls('application-autoscaling', 'DescribeScheduledActions TagResource UntagResource ListTagsForResource'),
    ...calls('ecs', 'DescribeServices UpdateService'),
    ...calls('iam', 'CreateServiceLinkedRole'),
  ],
  // Target tracking keeps alarms of its own.
  'AWS::ApplicationAutoScaling::ScalingPolicy': [
    ...calls('application-autoscaling', 'PutScalingPolicy DescribeScalingPolicies DeleteScalingPolicy'),
    ...calls('cloudwatch', 'PutMetricAlarm DescribeAlarms DeleteAlarms GetMetricData'),
  ],
  'AWS::CloudWatch::Alarm': [
    ...calls('cloudwatch', 'PutMetricAlarm DescribeAlarms DeleteAlarms TagResource UntagResource'),
    ...calls('cloudwatch', 'ListTagsForResource'),
  ],
  'AWS::Logs::LogGroup': [
    ...calls('logs', 'CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy'),
    ...calls('logs', 'DeleteRetentionPolicy GetDataProtectionPolicy DescribeIndexPolicies TagResource'),
    ...calls('logs', 'UntagResource ListTagsForResource'),
  ],
};
