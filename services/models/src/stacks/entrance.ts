import { containerPort } from './engine-arguments.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { attribute, ref, sub, type Resource, type Resources } from './template.ts';

const securityGroup = (what: string): Resource => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { VpcId: ref('VpcId'), GroupDescription: what },
});

const opened = (group: string, port: number, from: Resource['Properties'][string]): Resource => ({
  Type: 'AWS::EC2::SecurityGroupIngress',
  Properties: {
    GroupId: attribute(group, 'GroupId'),
    SourceSecurityGroupId: from,
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
  },
});

const targetGroup = ({ loadBalancerConfig: { healthCheckConfig: check } }: ModelStackSpec): Resource => ({
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: {
    VpcId: ref('VpcId'),
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: containerPort,
    HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.interval,
    HealthCheckTimeoutSeconds: check.timeout,
    HealthyThresholdCount: check.healthyThresholdCount,
    UnhealthyThresholdCount: check.unhealthyThresholdCount,
    TargetGroupAttributes: [
      // A new copy compiles and fills its caches with its first requests.
      { Key: 'slow_start.duration_seconds', Value: '60' },
      { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
    ],
  },
});

/** The model's own load balancer, which routers and the prober reach and nobody else. */
export const entrance = (spec: ModelStackSpec): Resources => ({
  LoadBalancerSecurityGroup: securityGroup('Load balancer of a self-hosted model'),
  FromClients: opened('LoadBalancerSecurityGroup', 80, ref('ClientsSecurityGroupId')),
  TaskSecurityGroup: securityGroup('Tasks of a self-hosted model'),
  FromLoadBalancer: opened('TaskSecurityGroup', containerPort, attribute('LoadBalancerSecurityGroup', 'GroupId')),
  LoadBalancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Type: 'application',
      Scheme: 'internal',
      Subnets: ref('PrivateSubnetIds'),
      SecurityGroups: [attribute('LoadBalancerSecurityGroup', 'GroupId')],
      LoadBalancerAttributes: [
        { Key: 'idle_timeout.timeout_seconds', Value: '600' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      ],
    },
  },
  Targets: targetGroup(spec),
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: ref('LoadBalancer'),
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    },
  },
});

/** Where the model's load balancer answers. */
export const endpoint = sub('http://${LoadBalancer.DNSName}');
