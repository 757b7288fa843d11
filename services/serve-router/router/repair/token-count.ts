import type { WholeAnswer } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';
import * as z from 'zod';

const mostBytes = 65_536;
const Counted = z.object({ input_tokens: z.int().nonnegative(), litellm_count_source: z.string().optional() });

/** The header that tells a count of the provider from an estimate. */
export const tokenCountHeader = 'x-lisa-token-count';

/** A count of LiteLLM's as Anthropic words it; whether the provider counted or LiteLLM estimated moves to a header. */
export const tokenCount = (status: number, headers: HeaderList): WholeAnswer => ({
  kind: 'whole',
  limitBytes: mostBytes,
  compose(body) {
    const counted = Counted.safeParse(parse(body)).data;
    if (counted === undefined) return { status, headers: [...headers, ...lengthOf(body)], body };
    const { input_tokens, litellm_count_source: source } = counted;
    const own = Buffer.from(JSON.stringify({ input_tokens }));
    const how = source === 'provider' ? 'counted' : 'estimated';
    return { status, headers: [...headers, tokenCountHeader, how, ...lengthOf(own)], body: own };
  },
});

const lengthOf = (body: Buffer): HeaderList => ['content-length', String(body.length)];

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
