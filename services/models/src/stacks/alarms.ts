import type { ModelStackSpec } from './model-stack-spec.ts';
import { loadBalancerDimension, targetGroupDimension } from './scaling.ts';
import type { Resource, Resources, Value } from './template.ts';

interface Watched {
  readonly says: string;
  readonly metric: string;
  readonly statistic: Readonly<Record<string, Value>>;
  readonly above: number;
  /** How long it must last. */
  readonly minutes: number;
}

const alarm = ({ says, metric, statistic, above, minutes }: Watched): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: says,
    Namespace: 'AWS/ApplicationELB',
    MetricName: metric,
    Dimensions: [loadBalancerDimension, targetGroupDimension],
    ...statistic,
    Period: 60,
    EvaluationPeriods: minutes,
    Threshold: above,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  },
});

/** What an operator should look at. A copy that still loads is unhealthy, too, so that one waits for the warm-up. */
export const alarms = ({ modelId, autoScalingConfig: { metricConfig } }: ModelStackSpec): Resources => ({
  UnhealthyHosts: alarm({
    says: `Copies of ${modelId} fail their health check`,
    metric: 'UnHealthyHostCount',
    statistic: { Statistic: 'Minimum' },
    above: 0,
    minutes: Math.min(60, Math.ceil(metricConfig.estimatedInstanceWarmup / 60)) + 5,
  }),
  ServerErrors: alarm({
    says: `${modelId} answers with server errors`,
    metric: 'HTTPCode_Target_5XX_Count',
    statistic: { Statistic: 'Sum' },
    above: 5,
    minutes: 3,
  }),
  ConnectionErrors: alarm({
    says: `The load balancer cannot connect to ${modelId}`,
    metric: 'TargetConnectionErrorCount',
    statistic: { Statistic: 'Sum' },
    above: 5,
    minutes: 3,
  }),
  SlowAnswers: alarm({
    says: `One in a hundred answers of ${modelId} takes more than two minutes to begin`,
    metric: 'TargetResponseTime',
    statistic: { ExtendedStatistic: 'p99' },
    above: 120,
    minutes: 3,
  }),
});
