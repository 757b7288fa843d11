import type { ReactNode } from 'react';
import type { ModelFields } from '../model-fields.ts';
import { BaseStep } from './base-step.tsx';
import { ContainerStep } from './container-step.tsx';
import { InstanceStep } from './instance-step.tsx';
import { LoadBalancerStep } from './load-balancer-step.tsx';
import { ScalingStep } from './scaling-step.tsx';
import { SourceStep } from './source-step.tsx';

/** One step of the wizard, and the places of the request it asks for. */
export interface HostingStep {
  readonly title: string;
  readonly description: string;
  /** Everything in it has a value that works. */
  readonly isOptional?: boolean;
  readonly places: readonly string[];
  readonly content: (fields: ModelFields) => ReactNode;
}

/** The steps before the review. */
export const hostingSteps: readonly HostingStep[] = [
  {
    title: 'Source',
    description: 'The weights that the model is made of.',
    places: ['modelName'],
    content: (fields) => <SourceStep {...fields} />,
  },
  {
    title: 'Base model',
    description: 'What people see of it. Everything from the next step on has a value that works.',
    places: ['modelId', 'modelType', 'streaming', 'features', 'modelDescription', 'allowedGroups'],
    content: (fields) => <BaseStep {...fields} />,
  },
  {
    title: 'Container',
    description: 'The program that loads the weights and answers requests.',
    isOptional: true,
    places: ['inferenceContainer', 'containerConfig'],
    content: (fields) => <ContainerStep {...fields} />,
  },
  {
    title: 'Instance',
    description: 'The machine with GPUs that each copy runs on. It costs money for as long as the model is started.',
    isOptional: true,
    places: ['instanceType', 'autoScalingConfig.blockDeviceVolumeSize'],
    content: (fields) => <InstanceStep {...fields} />,
  },
  {
    title: 'Scaling',
    description: 'How many copies there are, and what brings another one.',
    isOptional: true,
    places: ['autoScalingConfig'],
    content: (fields) => <ScalingStep {...fields} />,
  },
  {
    title: 'Load balancer',
    description:
      'The model gets one of its own, inside the network. It sends requests only to copies that are healthy.',
    isOptional: true,
    places: ['loadBalancerConfig'],
    content: (fields) => <LoadBalancerStep {...fields} />,
  },
];
