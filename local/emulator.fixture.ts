const ref = (name: string): object => ({ Ref: name });
const arnOf = (name: string): object => ({ 'Fn::GetAtt': [name, 'Arn'] });
const subnets = [ref('Subnet')];

/** A stack with one load-balanced ECS service whose task has a role and a generated secret. */
export function webServiceStack(): object {
  return {
    Resources: { ...network(), ...identity(), ...service() },
    Outputs: {
      BalancerName: { Value: { 'Fn::GetAtt': ['Balancer', 'LoadBalancerName'] } },
      Role: { Value: arnOf('TaskRole') },
      SecretRef: { Value: ref('Secret') },
      TargetGroup: { Value: ref('Targets') },
    },
  };
}

function network(): object {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' } },
    Gateway: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: ref('Subnet') } }, // one of the inert types
  };
}

function identity(): object {
  const trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return {
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } },
    },
    TaskRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] } },
    },
  };
}

function service(): object {
  const container = {
    Name: 'web',
    Image: 'test/web:1',
    PortMappings: [{ ContainerPort: 8080 }],
    Secrets: [{ Name: 'KEY', ValueFrom: ref('Secret') }],
  };
  return {
    Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'web', Subnets: subnets } },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 8080, Protocol: 'HTTP', TargetType: 'ip', VpcId: ref('Vpc'), HealthCheckPath: '/health' },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('Balancer'),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
      },
    },
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'web' } },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'web',
        NetworkMode: 'awsvpc',
        TaskRoleArn: arnOf('TaskRole'),
        ContainerDefinitions: [container],
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: 'Listener',
      Properties: {
        Cluster: ref('Cluster'),
        TaskDefinition: ref('Task'),
        DesiredCount: 1,
        LaunchType: 'FARGATE',
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } },
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: ref('Targets') }],
      },
    },
  };
}
