import { describe, expect, it } from '@jest/globals';
import { contextWindowOf, engineSettings } from './engine-settings.ts';
import {
  AutoScalingConfig,
  ContainerConfig,
  InstanceType,
  LoadBalancerConfig,
  WeightsFolder,
} from './model-hosting.ts';

const metricConfig = { duration: 60, estimatedInstanceWarmup: 330 };
const scaling = { minCapacity: 1, maxCapacity: 2, cooldown: 420, defaultInstanceWarmup: 180, metricConfig };
const healthCheck = {
  path: '/health',
  interval: 60,
  timeout: 30,
  healthyThresholdCount: 2,
  unhealthyThresholdCount: 10,
};

describe('asking for capacity', () => {
  it('has LISA’s defaults', () => {
    expect(AutoScalingConfig.parse(scaling)).toMatchObject({
      blockDeviceVolumeSize: 50,
      metricConfig: { albMetricName: 'RequestCountPerTarget', targetValue: 30 },
    });
  });

  it('may mean none at rest', () => {
    expect(AutoScalingConfig.safeParse({ ...scaling, minCapacity: 0 }).success).toBe(true);
  });

  it.each([
    [{ minCapacity: 3 }, 'maxCapacity'],
    [{ desiredCapacity: 3 }, 'desiredCapacity'],
    [{ minCapacity: 0, desiredCapacity: 0 }, 'desiredCapacity'],
    [{ blockDeviceVolumeSize: 29 }, 'blockDeviceVolumeSize'],
    [{ defaultInstanceWarmup: 3601 }, 'defaultInstanceWarmup'],
    [{ minCapacity: 0, metricConfig: { ...metricConfig, albMetricName: 'TargetResponseTime' } }, 'minCapacity'],
  ])('refuses %j', (wrong, field) => {
    const { error } = AutoScalingConfig.safeParse({ ...scaling, ...wrong });

    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});

describe('describing a container', () => {
  const container = {
    sharedMemorySize: 2048,
    healthCheckConfig: { command: ['CMD-SHELL', 'exit 0'], interval: 10, startPeriod: 30, timeout: 5, retries: 3 },
  };

  it('needs neither an image nor settings', () => {
    expect(ContainerConfig.parse(container)).toMatchObject({ environment: {} });
  });

  it('gives every variable a name', () => {
    expect(ContainerConfig.safeParse({ ...container, environment: { '': 'x' } }).success).toBe(false);
  });

  it('refuses a check that may last until the next', () => {
    const config = { healthCheckConfig: { ...healthCheck, timeout: 60 } };

    expect(LoadBalancerConfig.safeParse({ healthCheckConfig: healthCheck }).success).toBe(true);
    expect(LoadBalancerConfig.safeParse(config).error?.issues[0]?.message).toBe('must be less than interval');
  });
});

describe('naming things of AWS', () => {
  it.each(['g6.xlarge', 'p6-b200.48xlarge', 'g4dn.metal'])('takes the instance type %s', (name) => {
    expect(InstanceType.safeParse(name).success).toBe(true);
  });

  it.each(['*', 'a/../b', 'a//b', '${aws:username}', '/a', 'a b', 'a/'])('refuses weights in %s', (name) => {
    expect(WeightsFolder.safeParse(name).success).toBe(false);
  });
});

describe('settings of model servers', () => {
  it('are checked, and other variables pass', () => {
    expect(engineSettings.vllm.safeParse({ VLLM_MAX_MODEL_LEN: '4096', ANY: 'thing' }).success).toBe(true);
    expect(engineSettings.vllm.safeParse({ VLLM_MAX_MODEL_LEN: 'long' }).error?.issues[0]?.message).toBe(
      'must be a whole number above 0',
    );
  });

  it('tell the context window', () => {
    expect(contextWindowOf({ MAX_TOTAL_TOKENS: '2048', VLLM_MAX_MODEL_LEN: '4096' })).toBe(4096);
    expect(contextWindowOf({})).toBeUndefined();
  });
});
