import { att, cluster, hosts, network, ref, roles, tags } from './model-hosts.fixture.ts';

export interface ModelStackOptions {
  readonly image: string;
  readonly desiredCount?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds between two health checks; two in a row decide. */
  readonly healthInterval?: number;
}

/**
 * A stack in the shape of a self-hosted model's: what the emulator must be able to do for one. The real template belongs
 * to services/models; this one holds every kind of resource and property such a template may use.
 */
export function modelLikeStack(options: ModelStackOptions): object {
  return {
    Parameters: { ModelName: { Type: 'String', Default: 'folder/model' } },
    Resources: {
      ...network(),
      ...hosts(),
      ...cluster(),
      ...roles(),
      ...balancer(options),
      ...task(options),
      ...service(options),
      ...scaling(),
    },
    Outputs: {
      ModelEndpointUrl: { Value: { 'Fn::Sub': 'http://${Balancer.DNSName}' } },
      ClusterName: { Value: ref('Cluster') },
      ServiceName: { Value: att('Service', 'Name') },
      AutoScalingGroupName: { Value: ref('Group') },
      TargetGroup: { Value: ref('Targets') },
      LogGroup: { Value: ref('Log') },
    },
  };
}

function balancer({ healthInterval = 5 }: ModelStackOptions): object {
  return {
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Scheme: 'internal',
        Type: 'application',
        Subnets: [ref('Subnet')],
        SecurityGroups: [att('BalancerSecurityGroup', 'GroupId')],
        LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '600' }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        Port: 8080,
        Protocol: 'HTTP',
        TargetType: 'ip',
        VpcId: ref('Vpc'),
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: healthInterval,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200' },
        TargetGroupAttributes: [
          { Key: 'slow_start.duration_seconds', Value: '60' },
          { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
        ],
      },
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
  };
}

function task({ image, environment = {} }: ModelStackOptions): object {
  return {
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['EC2'],
        TaskRoleArn: att('TaskRole', 'Arn'),
        ExecutionRoleArn: att('ExecutionRole', 'Arn'),
        Volumes: [{ Name: 'weights', Host: { SourcePath: '/mnt/weights' } }],
        ContainerDefinitions: [
          {
            Name: 'model',
            Image: image,
            Essential: true,
            MemoryReservation: 14_336,
            ResourceRequirements: [{ Type: 'GPU', Value: '1' }],
            LinuxParameters: { SharedMemorySize: 2048 },
            MountPoints: [{ SourceVolume: 'weights', ContainerPath: '/mnt/weights', ReadOnly: false }],
            PortMappings: [{ ContainerPort: 8080, Protocol: 'tcp' }],
            Environment: [
              { Name: 'MODEL_NAME', Value: ref('ModelName') },
              ...Object.entries(environment).map(([Name, Value]) => ({ Name, Value })),
            ],
            HealthCheck: { Command: ['CMD-SHELL', 'exit 0'], Interval: 10, Timeout: 5, Retries: 3, StartPeriod: 30 },
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': ref('Log'),
                'awslogs-region': ref('AWS::Region'),
                'awslogs-stream-prefix': 'model',
              },
            },
          },
        ],
      },
    },
  };
}

function service({ desiredCount = 1 }: ModelStackOptions): object {
  return {
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: ['Listener', 'Providers'],
      Properties: {
        Cluster: ref('Cluster'),
        TaskDefinition: ref('Task'),
        DesiredCount: desiredCount,
        CapacityProviderStrategy: [{ CapacityProvider: ref('Provider'), Weight: 1 }],
        DeploymentConfiguration: {
          MinimumHealthyPercent: 0,
          MaximumPercent: 100,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        HealthCheckGracePeriodSeconds: 0,
        PropagateTags: 'SERVICE',
        EnableECSManagedTags: true,
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: [ref('Subnet')], SecurityGroups: [att('HostSecurityGroup', 'GroupId')] },
        },
        LoadBalancers: [{ ContainerName: 'model', ContainerPort: 8080, TargetGroupArn: ref('Targets') }],
        Tags: tags,
      },
    },
  };
}

function scaling(): object {
  const alarm = (MetricName: string): object => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/ApplicationELB',
      MetricName,
      Dimensions: [
        { Name: 'LoadBalancer', Value: att('Balancer', 'LoadBalancerFullName') },
        { Name: 'TargetGroup', Value: att('Targets', 'TargetGroupFullName') },
      ],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    },
  });
  return {
    Scalable: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      DependsOn: 'Service',
      Properties: {
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' },
        MinCapacity: 0,
        MaxCapacity: 2,
      },
    },
    Scaling: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'requests',
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: ref('Scalable'),
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 30,
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ALBRequestCountPerTarget',
            ResourceLabel: {
              'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}',
            },
          },
        },
      },
    },
    UnhealthyHosts: alarm('UnHealthyHostCount'),
    ServerErrors: alarm('HTTPCode_Target_5XX_Count'),
  };
}
