import type { AnyRoute } from '@lisa/contracts/api/define-route';
import type * as z from 'zod';
import { env } from './env.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { anotherToken, bearerToken } from './sign-in.ts';

type Part<R, K extends 'params' | 'query' | 'body'> =
  R extends Readonly<Record<K, infer S extends z.ZodType>> ? { readonly [P in K]: z.input<S> } : unknown;

/** What a call must bring: the parts its route declares. */
export type Input<R> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>;
export type Reply<R extends AnyRoute> = z.output<R['reply']>;

/** Calls a declared route. Rejects with Refusal (the server said no) or Unreachable. */
export async function call<R extends AnyRoute>(
  route: R,
  input: Input<R>,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Reply<R>> {
  const { params, query, body } = input as { params?: object; query?: object; body?: unknown };
  const answer = await authorizedFetch(`${filled(route.path, params)}${asQuery(query)}`, {
    method: route.method,
    ...(options.signal && { signal: options.signal }),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw await refusalIn(answer);
  return route.reply.parse(await bodyOf(answer)) as Reply<R>;
}

/** What a refused answer says. */
export const refusalIn = async (answer: Response): Promise<Refusal> =>
  new Refusal(answer.status, await bodyOf(answer), answer.headers.get('x-problem') ?? undefined);

/**
 * Sends a request below the API's base with the session's token; once more with another token after a 401.
 * Resolves with whatever was answered; rejects with Unreachable, or with AbortError if `init.signal` stopped it.
 */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const first = await send(path, init, await bearerToken());
  if (first.status !== 401) return first;
  const token = await anotherToken();
  return token ? send(path, init, token) : first;
}

async function send(path: string, init: RequestInit, token: string | undefined): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(`${env.API_BASE_URL}${path}`, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(error);
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A path with its variables filled in. */
export const filled = (path: string, params: object = {}): string =>
  Object.entries(params).reduce(
    (result, [name, value]) => result.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );

function asQuery(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}` : '';
}
