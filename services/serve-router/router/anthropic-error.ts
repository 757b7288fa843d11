import type { HeaderList } from '@lisa/gateway/headers';
import type { Refusal } from './openai-error.ts';

const typeOf: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** The error object that Anthropic's clients read. */
export const anthropicError = (status: number, message: string, requestId: string) => ({
  type: 'error',
  error: { type: typeOf[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'), message },
  request_id: requestId,
});

/** The name under which Anthropic's clients look for the id of their request. */
export const anthropicRequestId = (requestId: string): HeaderList => ['request-id', requestId];

const anthropicPath = /^\/v1\/messages(?:[/?]|$)|^\/v2\/serve\/(?:v1\/messages(?:[/?]|$)|anthropic\/)/;

/** Whether clients of Anthropic's protocol call this address, and read errors in its words alone. */
export const speaksAnthropic = (url: string | undefined): boolean => anthropicPath.test(url ?? '');

/** What a client of `url` reads of a refusal: its body and headers. */
export function refusalFor(url: string | undefined, refusal: Refusal, requestId: string) {
  const headers = [...refusal.headers, 'x-request-id', requestId];
  if (!speaksAnthropic(url)) return { body: refusal.body, headers };
  return {
    body: anthropicError(refusal.status, refusal.message, requestId),
    headers: [...headers, ...anthropicRequestId(requestId)],
  };
}
