import { describe, expect, it } from '@jest/globals';
import {
  AutoScalingConfig,
  ContainerConfig,
  InferenceContainer,
  LoadBalancerConfig,
} from '@lisa/contracts/vocabulary/model-hosting';
import * as firstDeploymentRules from '@lisa/testing/wiring/first-deployment-rules';
import * as iamRules from '@lisa/testing/wiring/iam-rules';
import type { Rule } from '@lisa/testing/wiring/rule';
import fc from 'fast-check';
import { instanceTypes } from '../domain/instance-types.ts';
import { modelStack } from './model-stack.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { variants } from './variants.ts';

/** Every logical id and parameter that a template names. */
function named(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(named);
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String((inner as string[])[0])];
    if (key === 'DependsOn') return inner as string[];
    if (key === 'Fn::Sub') return [...String(inner).matchAll(/\$\{([^.}]+)/g)].map(([, name]) => String(name));
    return named(inner);
  });
}

const seconds = fc.integer({ min: 1, max: 3600 });
const capacity = fc.record({ least: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 4 }) });

const scaling = fc
  .record({ capacity, seconds, albMetricName: fc.constantFrom('RequestCountPerTarget', 'TargetResponseTime') })
  .map(({ capacity: { least, more }, seconds: each, albMetricName }) => ({
    minCapacity: albMetricName === 'TargetResponseTime' ? Math.max(1, least) : least,
    maxCapacity: Math.max(1, least + more),
    cooldown: each,
    defaultInstanceWarmup: each,
    metricConfig: { albMetricName, duration: 60, estimatedInstanceWarmup: each },
  }))
  .map((config) => AutoScalingConfig.parse(config));

const container = fc
  .record(
    {
      sharedMemorySize: fc.integer({ min: 1, max: 65_536 }),
      memoryReservation: fc.integer({ min: 0, max: 65_536 }),
      environment: fc.dictionary(fc.constantFrom('LOG_LEVEL', 'OMP_NUM_THREADS', 'ROPE'), fc.string()),
      command: fc.oneof(fc.string({ minLength: 1 }), fc.constant(['CMD-SHELL', 'exit 0'])),
    },
    { requiredKeys: ['sharedMemorySize', 'command'] },
  )
  .map(({ command, ...config }) =>
    ContainerConfig.parse({
      ...config,
      healthCheckConfig: { command, interval: 10, startPeriod: 300, timeout: 5, retries: 3 },
    }),
  );

const balancer = fc.integer({ min: 3, max: 120 }).map((timeout) =>
  LoadBalancerConfig.parse({
    healthCheckConfig: {
      path: '/health',
      interval: 121,
      timeout,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 10,
    },
  }),
);

const images = [
  'lisa/vllm:local',
  '123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/a/b:1',
  'registry.example.com/x:1',
];

/** Any spec that the contracts let through. */
const specs: fc.Arbitrary<ModelStackSpec> = fc
  .record({
    modelType: fc.constantFrom('textgen', 'imagegen', 'videogen', 'embedding'),
    instanceType: fc.constantFrom(...instanceTypes),
    inferenceContainer: fc.constantFrom(...InferenceContainer.options),
    image: fc.constantFrom(...images),
    containerConfig: container,
    autoScalingConfig: scaling,
    loadBalancerConfig: balancer,
    isStopped: fc.boolean(),
  })
  .map(({ isStopped, ...spec }) => ({
    ...(variants['vllm'] as ModelStackSpec),
    ...spec,
    desiredCapacity: isStopped ? 0 : spec.autoScalingConfig.maxCapacity,
  }));

const isRule = (value: unknown): value is Rule => typeof value === 'object' && value !== null && 'sentence' in value;
const rules = [firstDeploymentRules, iamRules].flatMap((module) => Object.values(module as object).filter(isRule));

const holdsForEach = (check: (spec: ModelStackSpec) => void): void =>
  fc.assert(fc.property(specs, check), { numRuns: 200, examples: Object.values(variants).map((spec) => [spec]) });

describe('every model stack', () => {
  it('passes the gate of all templates', () => {
    expect(rules.length).toBeGreaterThan(10);
    holdsForEach((spec) => {
      const packaged = { service: 'models', folder: 'services/models', template: modelStack(spec) };

      expect(rules.flatMap((rule) => rule.find(packaged))).toEqual([]);
    });
  });

  it('refers only to what it declares, and declares no parameter for nothing', () => {
    holdsForEach((spec) => {
      const template = modelStack(spec);
      const used = named(template).filter((name) => !name.startsWith('AWS::'));
      const declared = [...Object.keys(template.Parameters), ...Object.keys(template.Resources)];

      expect(used.filter((name) => !declared.includes(name))).toEqual([]);
      expect(Object.keys(template.Parameters).filter((name) => !used.includes(name))).toEqual([]);
    });
  });

  it('fits one request, and is the same bytes for the same spec', () => {
    holdsForEach((spec) => {
      const text = JSON.stringify(modelStack(spec));

      expect(Buffer.byteLength(text)).toBeLessThan(51_200);
      expect(JSON.stringify(modelStack(structuredClone(spec)))).toBe(text);
    });
  });
});
