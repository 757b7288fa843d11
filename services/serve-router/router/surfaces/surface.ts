import type { Answer, BodyTransform, UpstreamFailure } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import type { Destination } from '../routes-table.ts';

/** How a stream passes: what is repaired in it, and what its reader is told when the upstream dies. */
export interface StreamRepair {
  readonly transform: BodyTransform;
  lastWords(failure: UpstreamFailure): Buffer;
}

/** One protocol in which models are asked: what its clients send, and what they have to get back. */
export interface Surface {
  /** Whether a model that speaks OpenAI's completions needs LiteLLM in between. */
  readonly isTranslated: boolean;
  /** Headers of a caller (in lower case) that mean something to a model here; everything else stays with us. */
  readonly callerHeaders: ReadonlySet<string>;
  /** Throws the Refusal that answers what cannot be answered as asked. */
  check?(body: Buffer): void;
  /** Headers of every answer, beside those that all surfaces share. */
  ownHeaders?(requestId: string): HeaderList;
  /** Replaces the whole body of an answer that went well and is no stream. */
  whole?(status: number, headers: HeaderList): Answer;
  stream(via: Destination['via'], requestId: string): StreamRepair;
}

const everywhere = ['accept', 'user-agent', 'idempotency-key', 'traceparent', 'tracestate', 'x-session-id'];

/** The headers that mean something to every model, and those of one protocol. */
export const headersWith = (...more: readonly string[]): ReadonlySet<string> => new Set([...everywhere, ...more]);
