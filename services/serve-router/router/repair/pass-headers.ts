import type { IncomingHttpHeaders } from 'node:http';
import { responseHeaders } from '@lisa/gateway/headers';
import type { HeaderList } from '@lisa/gateway/headers';

const passed = new Set([
  'content-type',
  'content-encoding',
  'content-language',
  'content-disposition',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'x-request-id',
  'openai-processing-ms',
  'openai-version',
  'openai-organization',
]);
const passes = (name: string): boolean => passed.has(name) || name.startsWith('x-ratelimit-');

const providersRetryAfter = 'llm_provider-retry-after';

/** The upstream's headers a client gets; LiteLLM hides the provider's `Retry-After` under another name. */
export function passHeaders(headers: IncomingHttpHeaders): HeaderList {
  const list = responseHeaders(headers, passes);
  const retryAfter = headers[providersRetryAfter];
  if (headers['retry-after'] === undefined && typeof retryAfter === 'string') list.push('retry-after', retryAfter);
  return list;
}
