export const ref = (name: string): object => ({ Ref: name });
export const att = (name: string, attribute: string): object => ({ 'Fn::GetAtt': [name, attribute] });
export const tags = [{ Key: 'lisa:kind', Value: 'model' }];

export function network(): object {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' } },
    BalancerSecurityGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'Balancer of a model', VpcId: ref('Vpc'), Tags: tags },
    },
    HostSecurityGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'Hosts of a model', VpcId: ref('Vpc') },
    },
    FromBalancer: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: att('HostSecurityGroup', 'GroupId'),
        IpProtocol: 'tcp',
        FromPort: 8080,
        ToPort: 8080,
        SourceSecurityGroupId: att('BalancerSecurityGroup', 'GroupId'),
      },
    },
  };
}

export function hosts(): object {
  return {
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: 'ami-0123456789abcdef0',
          InstanceType: 'g5.xlarge',
          IamInstanceProfile: { Arn: att('HostProfile', 'Arn') },
          SecurityGroupIds: [att('HostSecurityGroup', 'GroupId')],
          MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
          BlockDeviceMappings: [
            { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp3', Encrypted: true } },
          ],
          UserData: {
            'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n' },
          },
          TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '0',
        MaxSize: '2',
        VPCZoneIdentifier: [ref('Subnet')],
        LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: att('Template', 'LatestVersionNumber') },
        NewInstancesProtectedFromScaleIn: false,
        Tags: [{ Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }],
      },
    },
  };
}

export function cluster(): object {
  return {
    Provider: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: {
        AutoScalingGroupProvider: {
          AutoScalingGroupArn: ref('Group'),
          ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100, InstanceWarmupPeriod: 60 },
          ManagedTerminationProtection: 'DISABLED',
        },
      },
    },
    Providers: {
      Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
      Properties: {
        Cluster: ref('Cluster'),
        CapacityProviders: [ref('Provider')],
        DefaultCapacityProviderStrategy: [{ CapacityProvider: ref('Provider'), Base: 0, Weight: 1 }],
      },
    },
    Cluster: {
      Type: 'AWS::ECS::Cluster',
      Properties: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }], Tags: tags },
    },
  };
}

export function roles(): object {
  const role = (service: string, ...statements: object[]): object => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
      },
      Policies: statements.map((statement, index) => ({
        PolicyName: `policy-${index}`,
        PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
      })),
    },
  });
  return {
    HostRole: role('ec2', { Effect: 'Allow', Action: 'ecs:RegisterContainerInstance', Resource: '*' }),
    HostProfile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [ref('HostRole')] } },
    TaskRole: role('ecs-tasks', { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }),
    ExecutionRole: role('ecs-tasks', { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }),
  };
}
