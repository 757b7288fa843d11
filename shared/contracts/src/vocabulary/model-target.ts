import type { HostingType, ModelTarget } from './model.ts';
import type * as z from 'zod';

/** What a request says of where a model runs. */
export interface AskedTarget {
  readonly modelName: string;
  readonly modelUrl?: string | null | undefined;
  readonly hostingType: z.infer<typeof HostingType>;
  readonly route?: ModelTarget['via'] | undefined;
}

const openAiPrefix = 'openai/';
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** What speaks OpenAI itself needs no proxy: models of our own, internal endpoints, and `openai/…` with an address of its own. */
function speaksOpenAi({ modelName, modelUrl, hostingType }: AskedTarget): boolean {
  if (hostingType === 'lisa_hosted') return true;
  return Boolean(modelUrl) && (hostingType === 'internal_hosted' || modelName.startsWith(openAiPrefix));
}

/** LISA serves internal endpoints at {url}/v1; a provider's address is used as it was given; our own are known by their stack. */
function baseUrlOf({ modelUrl, hostingType }: AskedTarget): string | undefined {
  if (!modelUrl || hostingType === 'lisa_hosted') return undefined;
  const url = withoutSlash(modelUrl);
  return hostingType === 'internal_hosted' ? `${url.replace(/\/v1$/, '')}/v1` : url;
}

/** The name the upstream knows. LiteLLM chooses the provider by the prefix; without one it can only be OpenAI's. */
function upstreamName(via: ModelTarget['via'], { modelName: name, hostingType }: AskedTarget): string {
  // The folder of its weights, whatever it begins with.
  if (hostingType === 'lisa_hosted') return via === 'litellm' ? `${openAiPrefix}${name}` : name;
  if (via === 'litellm') return name.includes('/') ? name : `${openAiPrefix}${name}`;
  return name.startsWith(openAiPrefix) ? name.slice(openAiPrefix.length) : name;
}

/** How the router reaches the model: directly where it speaks OpenAI, through LiteLLM for every other provider. */
export function targetOf(asked: AskedTarget, secretArn?: string): ModelTarget {
  const via = asked.route ?? (speaksOpenAi(asked) ? 'direct' : 'litellm');
  const baseUrl = baseUrlOf(asked);
  return {
    via,
    model: upstreamName(via, asked),
    ...(baseUrl && { baseUrl }),
    ...(secretArn && { secretArn }),
  };
}
