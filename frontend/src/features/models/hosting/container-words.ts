import { engineSettings } from '@lisa/contracts/vocabulary/engine-settings';
import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import * as z from 'zod';

/** The model servers in people's words, the default first. */
export const containers: readonly {
  readonly value: InferenceContainer;
  readonly label: string;
  readonly description: string;
}[] = [
  {
    value: 'vllm',
    label: 'vLLM',
    description: 'Fast, and knows nearly every model. Right unless something speaks against it.',
  },
  { value: 'sglang', label: 'SGLang', description: 'Strong where many requests share a long beginning.' },
  { value: 'tei', label: 'TEI', description: 'Text Embeddings Inference: small and fast, for embeddings only.' },
  {
    value: 'tgi',
    label: 'TGI',
    description: 'Text Generation Inference by Hugging Face, no longer developed further.',
  },
];

/** A setting of a model server, as a form shows it. */
export interface EngineSetting {
  readonly name: string;
  readonly help: string | undefined;
  /** The values it takes, if they are few. */
  readonly choices: readonly string[] | undefined;
}

const truthOf = ['true', 'false'];

/** What the schema lets one choose from: the values of an enumeration, or true and false. */
function choicesIn(schema: z.ZodOptional<z.ZodType>): readonly string[] | undefined {
  const inner = schema.unwrap();
  if (inner instanceof z.ZodEnum) return inner.options.map(String);
  return schema.safeParse('true').success && !schema.safeParse('other').success ? truthOf : undefined;
}

/** Where the longest context has a name of the server's own, the one that TGI uses need not be shown too. */
const isSecondName = (container: InferenceContainer, name: string): boolean =>
  name === 'MAX_TOTAL_TOKENS' && container !== 'tgi';

/** Every setting of a model server, in the order of its contract. */
export const settingsOf = (container: InferenceContainer): readonly EngineSetting[] =>
  Object.entries<z.ZodOptional<z.ZodType>>(engineSettings[container].shape)
    .filter(([name]) => !isSecondName(container, name))
    .map(([name, schema]) => ({ name, help: schema.description, choices: choicesIn(schema) }));
