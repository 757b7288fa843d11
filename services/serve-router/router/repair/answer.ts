import type { IncomingHttpHeaders } from 'node:http';
import type { Answer, UpstreamFailure } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import { eventFrame, isEventStream, WholeLines } from '@lisa/gateway/sse';
import { upstreamRefusal } from '../openai-error.ts';
import { litellmError } from './litellm-error.ts';
import { passHeaders } from './pass-headers.ts';
import { UsageChunk } from './usage-chunk.ts';

/** What an answer is judged and repaired by. */
export interface AnswerContext {
  readonly via: 'direct' | 'litellm';
  readonly modelId: string;
  readonly requestId: string;
  /** Whether we still route the model. */
  readonly stillRouted: () => boolean;
  /** The headers of every answer of ours. */
  readonly common: HeaderList;
}

const lastWords = (failure: UpstreamFailure): Buffer => eventFrame(upstreamRefusal(failure).body);

/** Turns an upstream's head into the client's; the table of repairs is `protocols.md` 2.1. */
export function repairedAnswer(status: number, upstream: IncomingHttpHeaders, context: AnswerContext): Answer {
  // The caller's own credential was good; the one that failed is the platform's.
  if (status === 401) return { kind: 'refuse', failure: { kind: 'refused' } };
  // A redirect would lead the caller, and its prompt, where nobody configured a model.
  if (status >= 300 && status < 400) return { kind: 'refuse', failure: { kind: 'died' } };
  const own = [...context.common, 'x-request-id', context.requestId];
  const headers = [...(upstream['x-request-id'] === undefined ? own : context.common), ...passHeaders(upstream)];
  if (context.via === 'litellm' && status >= 400) return litellmError(status, headers, { ...context, own });
  return isEventStream(upstream['content-type'])
    ? stream(status, upstream, headers, context.via)
    : whole(status, upstream, headers);
}

function whole(status: number, upstream: IncomingHttpHeaders, headers: HeaderList): Answer {
  const length = upstream['content-length'];
  if (length !== undefined) headers.push('content-length', length);
  return { kind: 'pass', status, headers };
}

function stream(status: number, upstream: IncomingHttpHeaders, headers: HeaderList, via: AnswerContext['via']): Answer {
  headers.push('X-Accel-Buffering', 'no');
  const streamed = { kind: 'pass', status, headers, headFirst: true } as const;
  if (upstream['content-encoding'] !== undefined) return streamed;
  return { ...streamed, lastWords, transform: via === 'litellm' ? new UsageChunk() : new WholeLines() };
}
