import type { ModelTarget } from '@lisa/contracts/vocabulary/model';
import type { CreateModelRequest } from '@lisa/contracts/api/models.routes';

type Asked = Pick<CreateModelRequest, 'modelName' | 'modelUrl' | 'hostingType' | 'route'>;

const openAiPrefix = 'openai/';
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** An address that speaks OpenAI itself needs no proxy: internal endpoints, and `openai/…` with an address of its own. */
function speaksOpenAi({ modelName, modelUrl, hostingType }: Asked): boolean {
  return Boolean(modelUrl) && (hostingType === 'internal_hosted' || modelName.startsWith(openAiPrefix));
}

/** How the router reaches the model: directly where it speaks OpenAI, through LiteLLM for every other provider. */
export function targetOf(asked: Asked, secretArn?: string): ModelTarget {
  const { modelName, modelUrl, hostingType, route } = asked;
  const via = route ?? (speaksOpenAi(asked) ? 'direct' : 'litellm');
  // LISA serves internal endpoints at {url}/v1; a provider's address is used as it was given.
  const baseUrl =
    modelUrl &&
    (hostingType === 'internal_hosted' ? `${withoutSlash(modelUrl).replace(/\/v1$/, '')}/v1` : withoutSlash(modelUrl));
  return {
    via,
    model:
      via === 'direct' && modelName.startsWith(openAiPrefix)
        ? modelName.slice(openAiPrefix.length)
        : providerName(via, modelName),
    ...(baseUrl && { baseUrl }),
    ...(secretArn && { secretArn }),
  };
}

/** LiteLLM chooses the provider by the prefix; without one an address can only be OpenAI-compatible. */
const providerName = (via: ModelTarget['via'], modelName: string): string =>
  via === 'litellm' && !modelName.includes('/') ? `${openAiPrefix}${modelName}` : modelName;
