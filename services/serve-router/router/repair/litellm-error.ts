import type { UpstreamFailure, WholeAnswer } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import { anthropicError, refusalFor, speaksAnthropic } from '../anthropic-error.ts';
import { modelNotFound, unavailable, upstreamRefusal } from '../openai-error.ts';
import type { Refusal } from '../openai-error.ts';

const mostBytes = 1_048_576;

interface ErrorBody {
  readonly error: Readonly<Record<string, unknown>>;
}

export interface LitellmErrorContext {
  readonly modelId: string;
  readonly url: string | undefined;
  readonly requestId: string;
  /** Whether we still route the model. */
  readonly stillRouted: () => boolean;
  /** The headers of every answer of ours. */
  readonly common: HeaderList;
}

/** OpenAI's error types, where LiteLLM has words of its own. */
const typeOf: Readonly<Record<string, string>> = {
  throttling_error: 'rate_limit_error',
  internal_server_error: 'server_error',
};

/** What LiteLLM says, with the address it called, of an upstream that gave no answer. */
const silences: readonly (readonly [RegExp, UpstreamFailure])[] = [
  [/Cannot connect to host|Connection error/, { kind: 'unreachable' }],
  [/Server disconnected/, { kind: 'died' }],
];

/**
 * An error of LiteLLM's in the words of the caller's protocol. A model that is not on its list is 404 when it was
 * removed, and 503 when it was forgotten by a restart and comes back within seconds.
 */
export function litellmError(status: number, headers: HeaderList, context: LitellmErrorContext): WholeAnswer {
  return {
    kind: 'whole',
    limitBytes: mostBytes,
    compose(body) {
      const parsed = parse(body);
      const refusal = ours(status, parsed, context);
      if (refusal) return refused(refusal, context);
      const repaired = reworded(status, body, parsed, context);
      return { status, headers: [...headers, 'content-length', String(repaired.length)], body: repaired };
    },
  };
}

/** The refusal of ours that stands in for LiteLLM's error; undefined for what its provider said. */
function ours(
  status: number,
  parsed: ErrorBody | undefined,
  { modelId, stillRouted }: LitellmErrorContext,
): Refusal | undefined {
  if (status === 404 && parsed?.error['code'] === 'model_not_found')
    return stillRouted()
      ? unavailable(`The model '${modelId}' is being loaded.`, 5, 'model_unavailable')
      : modelNotFound(modelId);
  return status === 500 ? silence(String(parsed?.error['message'])) : undefined;
}

function silence(message: string): Refusal | undefined {
  const known = silences.find(([words]) => words.test(message));
  return known && upstreamRefusal(known[1]);
}

function refused(refusal: Refusal, { url, requestId, common }: LitellmErrorContext) {
  const { body, headers } = refusalFor(url, refusal, requestId);
  const bytes = Buffer.from(JSON.stringify(body));
  const described = ['content-type', 'application/json', 'content-length', String(bytes.length)];
  return { status: refusal.status, headers: [...common, ...headers, ...described], body: bytes };
}

function reworded(
  status: number,
  body: Buffer,
  parsed: ErrorBody | undefined,
  { url, requestId }: LitellmErrorContext,
): Buffer {
  if (speaksAnthropic(url)) {
    const message = parsed?.error['message'];
    const words = typeof message === 'string' ? message : `The model answered with status ${status}.`;
    return Buffer.from(JSON.stringify(anthropicError(status, words, requestId)));
  }
  const type = typeOf[String(parsed?.error['type'])];
  return parsed && type ? Buffer.from(JSON.stringify({ ...parsed, error: { ...parsed.error, type } })) : body;
}

function parse(body: Buffer): ErrorBody | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as { error?: unknown } | null;
    return typeof value?.error === 'object' && value.error !== null ? (value as ErrorBody) : undefined;
  } catch {
    return undefined;
  }
}
