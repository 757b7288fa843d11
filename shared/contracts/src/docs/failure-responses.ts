import { isDataPlane } from '../api/define-route.ts';
import type { AnyRoute } from '../api/define-route.ts';
import type { Json } from './json-schema.ts';
import { noCredential, refusalsOf, throttled, type Refusal } from './refusals.ts';
import { routerRefusal, routerStatuses } from './router-refusals.ts';

function content(refusals: readonly Refusal[]): Json {
  const types = new Set(refusals.map(({ contentType = 'application/json' }) => contentType));
  return Object.fromEntries(
    [...types].map((type) => {
      const here = refusals.filter(({ contentType = 'application/json' }) => contentType === type);
      const schemas = [...new Set(here.map(({ schema }) => schema))].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      }));
      return [type, { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas }, example: here[0]?.example }];
    }),
  );
}

const headers = (status: number, refusals: readonly Refusal[]): Json => ({
  ...(refusals.some(({ code }) => code) && { 'X-Problem': { $ref: '#/components/headers/X-Problem' } }),
  ...([429, 503].includes(status) && { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }),
});

/** Refusals of one status as one response; the first one's body is the example. */
function response(status: number, refusals: readonly Refusal[]): Json {
  const description = refusals.map(({ words }) => words).join('\n\n');
  return { description, headers: headers(status, refusals), content: content(refusals) };
}

const prefixes = { openai: 'OpenAi', anthropic: 'Anthropic' } as const;

/** Responses that are the same wherever they occur, by the name they are referred to. */
export const sharedResponses: Json = {
  Unauthorized: response(401, [noCredential]),
  Throttled: response(429, [throttled]),
  ...Object.fromEntries(
    (['openai', 'anthropic'] as const).flatMap((words) =>
      routerStatuses.map((status) => [`${prefixes[words]}${status}`, response(status, [routerRefusal(words, status)])]),
    ),
  ),
};

const shared = (name: string): Json => ({ $ref: `#/components/responses/${name}` });

/** Every refusal of a route as OpenAPI responses by status. */
export function failureResponses(route: AnyRoute): Json {
  const always = { 429: shared('Throttled') };
  if (isDataPlane(route)) {
    const prefix = prefixes[route.failures];
    return { ...Object.fromEntries(route.refusals.map((status) => [status, shared(`${prefix}${status}`)])), ...always };
  }
  const refusals = refusalsOf(route);
  const own = [...new Set(refusals.map(({ status }) => status))].map((status) => [
    status,
    response(
      status,
      refusals.filter((refusal) => refusal.status === status),
    ),
  ]);
  return {
    ...Object.fromEntries(own),
    ...(route.access !== 'public' && { 401: shared('Unauthorized') }),
    ...always,
  };
}
