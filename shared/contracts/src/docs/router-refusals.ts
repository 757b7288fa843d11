import type { DataPlaneRoute } from '../api/define-route.ts';
import { gateway, type Refusal } from './refusals.ts';

type RouterStatus = DataPlaneRoute['refusals'][number];

interface Words {
  readonly words: string;
  /** The type of the error to clients of OpenAI, and to those of Anthropic. */
  readonly openai: string;
  readonly anthropic: string;
}

const refusals: Readonly<Record<RouterStatus, Words>> = {
  400: {
    words: 'The body is not what this route takes.',
    openai: 'invalid_request_error',
    anthropic: 'invalid_request_error',
  },
  401: {
    words: 'No credential, or one that proves nothing.',
    openai: 'authentication_error',
    anthropic: 'authentication_error',
  },
  403: {
    words: 'You are not a member of the group that may use this platform.',
    openai: 'permission_error',
    anthropic: 'permission_error',
  },
  404: {
    words: 'There is no such model, or it is not open to you.',
    openai: 'invalid_request_error',
    anthropic: 'not_found_error',
  },
  413: { words: 'The body is too large.', openai: 'invalid_request_error', anthropic: 'request_too_large' },
  502: { words: 'The model behind it failed.', openai: 'server_error', anthropic: 'api_error' },
  503: { words: 'Try again after the seconds in Retry-After.', openai: 'server_error', anthropic: 'api_error' },
  504: { words: 'The model did not answer in time.', openai: 'server_error', anthropic: 'timeout_error' },
};

/** How the router refuses with a status, in the words of those whose clients call. */
export function routerRefusal(whose: DataPlaneRoute['failures'], status: RouterStatus): Refusal {
  const { words: message, [whose]: type } = refusals[status];
  const refusal = { status, words: message };
  if (whose === 'anthropic') {
    const example = { type: 'error', error: { type, message }, request_id: 'req_8f14e45fceea167a5a36dedd' };
    return { ...refusal, schema: 'AnthropicFailure', example };
  }
  if (status === 401) return gateway(401, 'Unauthorized', 'Not authenticated', message);
  return { ...refusal, schema: 'OpenAiFailure', example: { error: { message, type, param: null, code: null } } };
}

/** Every status the router refuses with. */
export const routerStatuses = Object.keys(refusals).map(Number) as RouterStatus[];
