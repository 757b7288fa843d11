import type { ModelStackSpec } from './model-stack-spec.ts';

const aSpec: ModelStackSpec = {
  stage: 'dev',
  uid: '01ky3m7r0000000000000000aa',
  modelId: 'qwen3',
  modelName: 'Qwen/Qwen3-8B',
  modelType: 'textgen',
  instanceType: 'g6.12xlarge',
  inferenceContainer: 'vllm',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/lisa/vllm@sha256:' + '0'.repeat(64),
  amiId: 'ami-0123456789abcdef0',
  containerConfig: {
    sharedMemorySize: 2048,
    healthCheckConfig: {
      command: 'curl --fail http://localhost:8080/health',
      interval: 10,
      startPeriod: 300,
      timeout: 5,
      retries: 3,
    },
    environment: {
      VLLM_MAX_MODEL_LEN: '32768',
      VLLM_ENABLE_AUTO_TOOL_CHOICE: 'true',
      VLLM_TOOL_CALL_PARSER: 'hermes',
      VLLM_LOGGING_LEVEL: 'INFO',
    },
  },
  autoScalingConfig: {
    blockDeviceVolumeSize: 100,
    minCapacity: 1,
    maxCapacity: 3,
    cooldown: 420,
    defaultInstanceWarmup: 180,
    metricConfig: {
      albMetricName: 'RequestCountPerTarget',
      targetValue: 30,
      duration: 60,
      estimatedInstanceWarmup: 1200,
    },
  },
  loadBalancerConfig: {
    healthCheckConfig: {
      path: '/health',
      interval: 30,
      timeout: 10,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 5,
    },
  },
  desiredCapacity: 1,
};

const environment = (settings: Readonly<Record<string, string>>) => ({
  ...aSpec.containerConfig,
  environment: settings,
});

/** One spec for every way in which templates differ; each has a golden file of its name. */
export const variants: Readonly<Record<string, ModelStackSpec>> = {
  vllm: aSpec,
  sglang: {
    ...aSpec,
    inferenceContainer: 'sglang',
    image: 'lmsysorg/sglang@sha256:' + '1'.repeat(64),
    containerConfig: environment({ SGLANG_CONTEXT_LENGTH: '32768', SGLANG_MEM_FRACTION_STATIC: '0.85' }),
  },
  tei: {
    ...aSpec,
    modelId: 'bge-m3',
    modelName: 'BAAI/bge-m3',
    modelType: 'embedding',
    instanceType: 'g6.xlarge',
    inferenceContainer: 'tei',
    containerConfig: environment({ MAX_BATCH_TOKENS: '32768', POOLING: 'mean', AUTO_TRUNCATE: 'false' }),
  },
  tgi: {
    ...aSpec,
    inferenceContainer: 'tgi',
    containerConfig: {
      ...environment({ MAX_TOTAL_TOKENS: '8192', MAX_INPUT_TOKENS: '8000' }),
      healthCheckConfig: { ...aSpec.containerConfig.healthCheckConfig, command: ['CMD', 'true'] },
      memoryReservation: 150_000,
    },
  },
  'scales-to-zero': { ...aSpec, autoScalingConfig: { ...aSpec.autoScalingConfig, minCapacity: 0 } },
  'response-time': {
    ...aSpec,
    autoScalingConfig: {
      ...aSpec.autoScalingConfig,
      metricConfig: { ...aSpec.autoScalingConfig.metricConfig, albMetricName: 'TargetResponseTime', targetValue: 2.5 },
    },
  },
  'one-copy': { ...aSpec, autoScalingConfig: { ...aSpec.autoScalingConfig, maxCapacity: 1 } },
  stopped: { ...aSpec, desiredCapacity: 0 },
};
