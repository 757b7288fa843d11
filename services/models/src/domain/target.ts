import type { ModelTarget } from '@lisa/contracts/vocabulary/model';
import type { CreateModelRequest } from '@lisa/contracts/api/models.routes';

type Asked = Pick<CreateModelRequest, 'modelName' | 'modelUrl' | 'hostingType' | 'route'>;

const openAiPrefix = 'openai/';
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** An address that speaks OpenAI itself needs no proxy: internal endpoints, and `openai/…` with an address of its own. */
function speaksOpenAi({ modelName, modelUrl, hostingType }: Asked): boolean {
  return Boolean(modelUrl) && (hostingType === 'internal_hosted' || modelName.startsWith(openAiPrefix));
}

/** LISA serves internal endpoints at {url}/v1; a provider's address is used as it was given. */
function baseUrlOf({ modelUrl, hostingType }: Asked): string | undefined {
  if (!modelUrl) return undefined;
  const url = withoutSlash(modelUrl);
  return hostingType === 'internal_hosted' ? `${url.replace(/\/v1$/, '')}/v1` : url;
}

/** The name the upstream knows. LiteLLM chooses the provider by the prefix; without one it can only be OpenAI's. */
function upstreamName(via: ModelTarget['via'], name: string): string {
  if (via === 'litellm') return name.includes('/') ? name : `${openAiPrefix}${name}`;
  return name.startsWith(openAiPrefix) ? name.slice(openAiPrefix.length) : name;
}

/** How the router reaches the model: directly where it speaks OpenAI, through LiteLLM for every other provider. */
export function targetOf(asked: Asked, secretArn?: string): ModelTarget {
  const via = asked.route ?? (speaksOpenAi(asked) ? 'direct' : 'litellm');
  const baseUrl = baseUrlOf(asked);
  return {
    via,
    model: upstreamName(via, asked.modelName),
    ...(baseUrl && { baseUrl }),
    ...(secretArn && { secretArn }),
  };
}
