import type { Model } from '../domain/model.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';

/** Copies that shall run: none of a stopped model, else at least one, for the probe wants an answer. */
export function copiesOf({ desired, spec, keepsCopies }: Model, running: number | undefined): number {
  if (desired !== 'running') return 0;
  const { minCapacity, maxCapacity, desiredCapacity = minCapacity } = spec.autoScalingConfig!;
  const wanted = keepsCopies && running !== undefined ? running : desiredCapacity;
  return Math.max(1, minCapacity, Math.min(maxCapacity, wanted));
}

/** All that the template of this model depends on; throws for a model without a stack. */
export function stackSpecOf(model: Model, stage: string, running?: number): ModelStackSpec {
  const { uid, modelId, spec, origin } = model;
  const { instanceType, inferenceContainer, containerConfig, autoScalingConfig, loadBalancerConfig } = spec;
  if (!(instanceType && inferenceContainer && containerConfig && autoScalingConfig && loadBalancerConfig && origin))
    throw new Error(`Model ${modelId} has no stack: it is ${spec.hostingType}`);
  return {
    stage,
    uid,
    modelId,
    modelName: spec.modelName,
    modelType: spec.modelType,
    image: origin.image,
    amiId: origin.amiId,
    instanceType,
    inferenceContainer,
    containerConfig,
    autoScalingConfig,
    loadBalancerConfig,
    desiredCapacity: copiesOf(model, running),
  };
}
