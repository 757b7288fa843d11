import type * as z from 'zod';
import type { ProblemCode } from './problems.ts';

/** A request and its answer as documents show them; a test holds both against the route's schemas. */
export interface RouteExample {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly reply: unknown;
}

interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** `public` needs no credential; `user` a verified one; `admin` membership of the administrator group. */
  readonly access: 'admin' | 'user' | 'public';
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly success: number;
  readonly reply: z.ZodType;
  /** What the reply is written as when it is a text of its own; JSON unless said. */
  readonly contentType?: 'text/html; charset=utf-8';
  readonly example?: RouteExample;
}

/** One route: gateway method, authorizer, validation, types, documents and SDK are derived from it. */
export interface RouteContract extends Operation {
  /** LISA's two families (`plain`: a JSON string, `detail`: 422 and detail/message) and ours (`problem`). */
  readonly failures: 'plain' | 'detail' | 'problem';
  readonly problems: readonly ProblemCode[];
}
export type Routes = Readonly<Record<string, RouteContract>>;

/** A route that a container answers, behind one gateway method for many paths: declared for documents and clients alone. */
export interface DataPlaneRoute extends Operation {
  /** Whose clients call it, and so in whose words it refuses. */
  readonly failures: 'openai' | 'anthropic';
  /** The statuses it refuses with. */
  readonly refusals: readonly (400 | 401 | 403 | 404 | 413 | 502 | 503 | 504)[];
  /** The reply as server-sent events, for a body with `"stream": true`: what documents show of it. */
  readonly streams?: string;
  /** The path this one is a second name of. */
  readonly sameAs?: string;
}

export type AnyRoute = RouteContract | DataPlaneRoute;

export const isDataPlane = (route: AnyRoute): route is DataPlaneRoute => 'refusals' in route;

/** Declares a route and keeps its literal types. */
export const defineRoute = <const R extends RouteContract>(route: R): R => route;
