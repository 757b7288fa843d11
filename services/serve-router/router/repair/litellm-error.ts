import type { WholeAnswer } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import { modelNotFound, unavailable } from '../openai-error.ts';

const mostBytes = 1_048_576;

interface ErrorBody {
  readonly error: Readonly<Record<string, unknown>>;
}

export interface LitellmErrorContext {
  readonly modelId: string;
  /** Whether we still route the model. */
  readonly stillRouted: () => boolean;
  /** The headers of an answer of our own. */
  readonly own: HeaderList;
}

/** OpenAI's error types, where LiteLLM has words of its own. */
const typeOf: Readonly<Record<string, string>> = {
  throttling_error: 'rate_limit_error',
  internal_server_error: 'server_error',
};

/**
 * An error of LiteLLM's. Its types become OpenAI's; a model that is not on its list is 404 when it was removed, and 503
 * when it was forgotten by a restart and comes back within seconds.
 */
export function litellmError(status: number, headers: HeaderList, context: LitellmErrorContext): WholeAnswer {
  return {
    kind: 'whole',
    limitBytes: mostBytes,
    compose(body) {
      const parsed = parse(body);
      if (status === 404 && parsed?.error['code'] === 'model_not_found') return notOnItsList(context);
      const type = typeOf[String(parsed?.error['type'])];
      const repaired =
        parsed && type ? Buffer.from(JSON.stringify({ ...parsed, error: { ...parsed.error, type } })) : body;
      return { status, headers: [...headers, 'content-length', String(repaired.length)], body: repaired };
    },
  };
}

function notOnItsList({ modelId, stillRouted, own }: LitellmErrorContext) {
  const refusal = stillRouted()
    ? unavailable(`The model '${modelId}' is being loaded.`, 5, 'model_unavailable')
    : modelNotFound(modelId);
  const body = Buffer.from(JSON.stringify(refusal.body));
  const described = ['content-type', 'application/json', 'content-length', String(body.length)];
  return { status: refusal.status, headers: [...own, ...refusal.headers, ...described], body };
}

function parse(body: Buffer): ErrorBody | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as { error?: unknown } | null;
    return typeof value?.error === 'object' && value.error !== null ? (value as ErrorBody) : undefined;
  } catch {
    return undefined;
  }
}
