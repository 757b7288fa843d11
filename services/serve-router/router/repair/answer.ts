import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import { isEventStream } from '@lisa/gateway/sse';
import type { Surface } from '../surfaces/surface.ts';
import { litellmError } from './litellm-error.ts';
import { passHeaders } from './pass-headers.ts';

/** What an answer is judged and repaired by. */
export interface AnswerContext {
  readonly surface: Surface;
  readonly via: 'direct' | 'litellm';
  readonly modelId: string;
  /** What the caller asked for, as it stands in the request line. */
  readonly url: string | undefined;
  readonly requestId: string;
  /** Whether we still route the model. */
  readonly stillRouted: () => boolean;
  /** The headers of every answer of ours. */
  readonly common: HeaderList;
}

/** Turns an upstream's head into the client's; the table of repairs is `protocols.md` 2.1. */
export function repairedAnswer(status: number, upstream: IncomingHttpHeaders, context: AnswerContext): Answer {
  // The caller's own credential was good; the one that failed is the platform's.
  if (status === 401) return { kind: 'refuse', failure: { kind: 'refused' } };
  // A redirect would lead the caller, and its prompt, where nobody configured a model.
  if (status >= 300 && status < 400) return { kind: 'refuse', failure: { kind: 'died' } };
  const headers = headersOf(upstream, context);
  if (context.via === 'litellm' && status >= 400) return litellmError(status, headers, context);
  return isEventStream(upstream['content-type'])
    ? stream(status, upstream, headers, context)
    : whole(status, upstream, headers, context.surface);
}

function headersOf(upstream: IncomingHttpHeaders, { surface, common, requestId }: AnswerContext): HeaderList {
  const ours = upstream['x-request-id'] === undefined ? ['x-request-id', requestId] : [];
  return [...common, ...ours, ...(surface.ownHeaders?.(requestId) ?? []), ...passHeaders(upstream)];
}

function whole(status: number, upstream: IncomingHttpHeaders, headers: HeaderList, surface: Surface): Answer {
  if (surface.whole) return surface.whole(status, headers);
  const length = upstream['content-length'];
  if (length !== undefined) headers.push('content-length', length);
  return { kind: 'pass', status, headers };
}

function stream(
  status: number,
  upstream: IncomingHttpHeaders,
  headers: HeaderList,
  { surface, via, requestId }: AnswerContext,
): Answer {
  headers.push('X-Accel-Buffering', 'no');
  const streamed = { kind: 'pass', status, headers, headFirst: true } as const;
  if (upstream['content-encoding'] !== undefined) return streamed;
  return { ...streamed, ...surface.stream(via, requestId) };
}
