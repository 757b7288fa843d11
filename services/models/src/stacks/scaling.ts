import type { ModelStackSpec } from './model-stack-spec.ts';
import { attribute, ref, sub, type Resource, type Resources, type Value } from './template.ts';

/** What Application Auto Scaling calls the service. */
export const scalableService = sub('service/${Cluster}/${Service.Name}');

export const loadBalancerDimension: Value = {
  Name: 'LoadBalancer',
  Value: attribute('LoadBalancer', 'LoadBalancerFullName'),
};
export const targetGroupDimension: Value = { Name: 'TargetGroup', Value: attribute('Targets', 'TargetGroupFullName') };

/** How many copies there may be; a stopped model has none, whatever load would ask for. */
const capacityOf = ({ desiredCapacity, autoScalingConfig: { minCapacity, maxCapacity } }: ModelStackSpec) =>
  desiredCapacity === 0 ? { min: 0, max: 0 } : { min: minCapacity, max: maxCapacity };

const requestsOfEach: Value = {
  PredefinedMetricSpecification: {
    PredefinedMetricType: 'ALBRequestCountPerTarget',
    ResourceLabel: sub('${LoadBalancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}'),
  },
};

const slowestTenth: Value = {
  CustomizedMetricSpecification: {
    Metrics: [
      {
        Id: 'time',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApplicationELB',
            MetricName: 'TargetResponseTime',
            Dimensions: [loadBalancerDimension, targetGroupDimension],
          },
          Stat: 'p90',
        },
        ReturnData: true,
      },
    ],
  },
};

function tracking({ autoScalingConfig: { cooldown, metricConfig } }: ModelStackSpec): Resource {
  const metric = metricConfig.albMetricName === 'RequestCountPerTarget' ? requestsOfEach : slowestTenth;
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'tracking',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: ref('Capacity'),
      TargetTrackingScalingPolicyConfiguration: {
        ...(metric as Record<string, Value>),
        TargetValue: metricConfig.targetValue,
        ScaleInCooldown: cooldown,
        ScaleOutCooldown: metricConfig.estimatedInstanceWarmup,
      },
    },
  };
}

/** A load balancer without any target answers 503; that somebody asked is what brings the first copy back. */
const waking = ({ autoScalingConfig: { metricConfig } }: ModelStackSpec): Resources => ({
  Waking: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'waking',
      PolicyType: 'StepScaling',
      ScalingTargetId: ref('Capacity'),
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ExactCapacity',
        Cooldown: metricConfig.estimatedInstanceWarmup,
        MetricAggregationType: 'Maximum',
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    },
  },
  Asked: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: 'Requests reach a model that has no copy',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_ELB_503_Count',
      Dimensions: [loadBalancerDimension],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [ref('Waking')],
    },
  },
});

/** How many copies run, as load asks for it; nothing to decide where least and most are the same. */
export function scaling(spec: ModelStackSpec): Resources {
  const { min, max } = capacityOf(spec);
  return {
    Capacity: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: scalableService,
        MinCapacity: min,
        MaxCapacity: max,
      },
    },
    ...(max > min ? { Tracking: tracking(spec) } : {}),
    ...(max > 0 && min === 0 ? waking(spec) : {}),
  };
}
