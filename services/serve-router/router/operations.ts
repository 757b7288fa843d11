import type { Limits } from '@lisa/gateway/deadlines';
import { completions } from './surfaces/completions.ts';
import { messages, tokenCounts } from './surfaces/messages.ts';
import { responses } from './surfaces/responses.ts';
import type { Surface } from './surfaces/surface.ts';

/** What a path asks for. */
export type Operation =
  | { readonly kind: 'inference'; readonly surface: Surface; readonly path: string; readonly limits: Limits }
  | { readonly kind: 'connection-test' }
  | { readonly kind: 'models' | 'model-info' | 'health' | 'alive' | 'readiness' | 'liveliness' }
  | { readonly kind: 'model'; readonly modelId: string };

/** A path that exists, and the method it takes. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly access: 'public' | 'user' | 'admin';
  readonly operation: Operation;
}

const minute = 60_000;
/** Clients wait up to ten minutes for a first byte; API Gateway ends a call after fifteen, a balancer later. */
const generating: Limits = {
  firstByteMs: 10 * minute,
  silenceMs: 5 * minute,
  stalledReaderMs: minute,
  totalMs: 60 * minute,
};
/** What is read once and answered at once. */
const reading: Limits = { ...generating, firstByteMs: 2 * minute, silenceMs: minute, totalMs: 5 * minute };

const bases = ['/v1', '/v2/serve/v1', '/v2/serve'];
/** Clients of Anthropic append `/v1/messages` themselves. */
const anthropicBases = ['/v1', '/v2/serve/v1', '/v2/serve/anthropic/v1'];

const inference = (surface: Surface, path: string, limits: Limits): Route => ({
  method: 'POST',
  access: 'user',
  operation: { kind: 'inference', surface, path, limits },
});
const question = (operation: Operation, access: Route['access'] = 'user'): Route => ({
  method: 'GET',
  access,
  operation,
});

const afterBase: Readonly<Record<string, Route>> = {
  '/chat/completions': inference(completions, '/chat/completions', generating),
  '/completions': inference(completions, '/completions', generating),
  '/embeddings': inference(completions, '/embeddings', reading),
  '/responses': inference(responses, '/responses', generating),
  '/models': question({ kind: 'models' }),
  '/model/info': question({ kind: 'model-info' }),
  '/health': question({ kind: 'health' }),
  '/health/readiness': question({ kind: 'readiness' }),
  '/health/liveliness': question({ kind: 'liveliness' }),
};

const afterAnthropicBase: Readonly<Record<string, Route>> = {
  '/messages': inference(messages, '/messages', generating),
  '/messages/count_tokens': inference(tokenCounts, '/messages/count_tokens', reading),
};

const under = (some: readonly string[], routes: Readonly<Record<string, Route>>): [string, Route][] =>
  some.flatMap((base) => Object.entries(routes).map(([path, route]): [string, Route] => [base + path, route]));

const exact = new Map<string, Route>([
  ...under(bases, afterBase),
  ...under(anthropicBases, afterAnthropicBase),
  ['/v2/serve/connection-tests', { method: 'POST', access: 'admin', operation: { kind: 'connection-test' } }],
  ['/health', question({ kind: 'alive' }, 'public')],
  ['/health/readiness', question({ kind: 'readiness' }, 'public')],
  ['/health/liveliness', question({ kind: 'liveliness' }, 'public')],
]);

const oneModel = /^\/(?:v1|v2\/serve(?:\/v1)?)\/models\/([^/]+)$/;

/** The route of a path, compared as it stands but for one slash at its end; undefined when there is none. */
export function routeOf(path: string): Route | undefined {
  const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const known = exact.get(plain);
  if (known) return known;
  const [, modelId] = oneModel.exec(plain) ?? [];
  return modelId === undefined ? undefined : question({ kind: 'model', modelId: decoded(modelId) });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
