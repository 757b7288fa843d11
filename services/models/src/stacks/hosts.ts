import { hostStart } from './host-start.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { attribute, ref, sub, type Resource, type Resources } from './template.ts';

/** The folder of an instance that holds the weights; a task that is replaced finds them there. */
export const weightsOnHost = '/opt/lisa/weights';

const launchTemplate = (spec: ModelStackSpec): Resource => ({
  Type: 'AWS::EC2::LaunchTemplate',
  Properties: {
    LaunchTemplateData: {
      ImageId: spec.amiId,
      InstanceType: spec.instanceType,
      IamInstanceProfile: { Arn: attribute('InstanceProfile', 'Arn') },
      SecurityGroupIds: [attribute('InstanceSecurityGroup', 'GroupId')],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            VolumeSize: spec.autoScalingConfig.blockDeviceVolumeSize,
            VolumeType: 'gp3',
            Encrypted: true,
            DeleteOnTermination: true,
          },
        },
      ],
      UserData: { 'Fn::Base64': sub(hostStart(weightsOnHost)) },
    },
  },
});

/**
 * It follows the service: ECS adds an instance for a task that has none, and takes one away that has no task. So it says
 * neither how many there are, which an update would reset, nor that there must be one: an instance that joins before the
 * capacity provider does, as it would at first, never counts as part of it.
 */
const scalingGroup = ({ autoScalingConfig }: ModelStackSpec): Resource => ({
  Type: 'AWS::AutoScaling::AutoScalingGroup',
  Properties: {
    VPCZoneIdentifier: ref('PrivateSubnetIds'),
    LaunchTemplate: {
      LaunchTemplateId: ref('LaunchTemplate'),
      Version: attribute('LaunchTemplate', 'LatestVersionNumber'),
    },
    MinSize: '0',
    MaxSize: String(autoScalingConfig.maxCapacity),
    DefaultInstanceWarmup: autoScalingConfig.defaultInstanceWarmup,
    NewInstancesProtectedFromScaleIn: false,
    // ECS adds it to every group that it scales; undeclared, the next update would take it away.
    Tags: [{ Key: 'AmazonECSManaged', Value: 'true', PropagateAtLaunch: true }],
  },
});

const capacityProvider = ({ autoScalingConfig }: ModelStackSpec): Resource => ({
  Type: 'AWS::ECS::CapacityProvider',
  Properties: {
    AutoScalingGroupProvider: {
      AutoScalingGroupArn: ref('Hosts'),
      ManagedScaling: {
        Status: 'ENABLED',
        TargetCapacity: 100,
        InstanceWarmupPeriod: autoScalingConfig.defaultInstanceWarmup,
      },
      // Protected instances outlive their stack; draining moves the copy off an instance that goes.
      ManagedTerminationProtection: 'DISABLED',
      ManagedDraining: 'ENABLED',
    },
  },
});

/** The GPU instances, as many as there are copies, in a cluster of their own. */
export const hosts = (spec: ModelStackSpec): Resources => ({
  Cluster: {
    Type: 'AWS::ECS::Cluster',
    Properties: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] },
  },
  InstanceSecurityGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { VpcId: ref('VpcId'), GroupDescription: 'Instances of a self-hosted model; nothing reaches them' },
  },
  // Its user data names the cluster, so the instances go before the cluster does.
  LaunchTemplate: launchTemplate(spec),
  Hosts: scalingGroup(spec),
  CapacityProvider: capacityProvider(spec),
  ClusterCapacity: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: {
      Cluster: ref('Cluster'),
      CapacityProviders: [ref('CapacityProvider')],
      DefaultCapacityProviderStrategy: [{ CapacityProvider: ref('CapacityProvider'), Weight: 1 }],
    },
  },
});
