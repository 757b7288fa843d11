import type { CreateModelRequest } from './create-model-request.ts';
import type { LisaModel } from './lisa-model.ts';

const accepted = 1795276800000;

/** A provider's model, as its create asks for it. */
export const wanted = {
  modelId: 'demo',
  modelName: 'openai/demo',
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  streaming: true,
  allowedGroups: ['research'],
} as const;

/** The same in service. */
export const model: LisaModel = {
  ...wanted,
  allowedGroups: ['research'],
  features: [],
  hostingType: 'third_party',
  status: 'InService',
  contextWindow: null,
  steps: [
    { name: 'requested', at: accepted },
    { name: 'routed', at: accepted + 1200 },
  ],
  last_modified_date: accepted + 1200,
};

/** A model of one's own: vLLM on one GPU instance, scaling to three. */
export const selfHosted: CreateModelRequest = {
  modelId: 'mistral',
  modelName: 'mistralai/Mistral-7B-Instruct-v0.3',
  modelType: 'textgen',
  streaming: true,
  hostingType: 'lisa_hosted',
  instanceType: 'g6.xlarge',
  inferenceContainer: 'vllm',
  containerConfig: {
    sharedMemorySize: 2048,
    healthCheckConfig: {
      command: ['CMD-SHELL', 'curl -sf http://localhost:8080/health || exit 1'],
      interval: 10,
      startPeriod: 30,
      timeout: 5,
      retries: 3,
    },
    environment: { VLLM_MAX_MODEL_LEN: '8192' },
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
      estimatedInstanceWarmup: 330,
    },
  },
  loadBalancerConfig: {
    healthCheckConfig: {
      path: '/health',
      interval: 60,
      timeout: 30,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 10,
    },
  },
};

/** A model of one's own on its way into service. */
export const selfHostedModel: LisaModel = {
  ...selfHosted,
  features: [],
  allowedGroups: [],
  status: 'Creating',
  contextWindow: 8192,
  steps: [{ name: 'requested', at: accepted }, { name: 'stack' }, { name: 'probe' }, { name: 'routed' }],
  last_modified_date: accepted,
};
