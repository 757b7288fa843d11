import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import { stackSpecOf } from '../stacks/stack-spec.ts';
import type { Blueprints } from '../ports.ts';
import { modelStack } from '../stacks/model-stack.ts';

export interface BlueprintSettings {
  readonly stage: string;
  /** The release's image of each model server. */
  readonly images: Readonly<Record<InferenceContainer, string>>;
  readonly amiId: string;
  /** What the platform lends to every model stack. */
  readonly parameters: Readonly<Record<string, string>>;
}

export const modelBlueprints = ({ stage, images, amiId, parameters }: BlueprintSettings): Blueprints => ({
  originOf: ({ containerConfig, inferenceContainer }) => ({
    image: containerConfig?.image?.baseImage ?? images[inferenceContainer ?? 'vllm'],
    amiId,
  }),
  of: (model, running) => ({ template: JSON.stringify(modelStack(stackSpecOf(model, stage, running))), parameters }),
});
