import type { ModelType } from '@lisa/contracts/vocabulary/model';
import type {
  AutoScalingConfig,
  ContainerConfig,
  InferenceContainer,
  InstanceType,
  LoadBalancerConfig,
} from '@lisa/contracts/vocabulary/model-hosting';
import type * as z from 'zod';

/** All that the template of a self-hosted model depends on; equal specs give equal bytes. */
export interface ModelStackSpec {
  readonly stage: string;
  readonly uid: string;
  /** The name users know; it stands in tags and descriptions only. */
  readonly modelId: string;
  /** The folder of the weights in the models bucket, and the name under which the model is served. */
  readonly modelName: string;
  readonly modelType: z.infer<typeof ModelType>;
  readonly instanceType: InstanceType;
  readonly inferenceContainer: InferenceContainer;
  /** The container image, by digest where it is a release of ours. */
  readonly image: string;
  /** Resolved once for the model: a newer image must not replace its instances in some later update. */
  readonly amiId: string;
  readonly containerConfig: ContainerConfig;
  readonly autoScalingConfig: AutoScalingConfig;
  readonly loadBalancerConfig: LoadBalancerConfig;
  /** Copies that shall run now; 0 when the model is stopped. */
  readonly desiredCapacity: number;
}
