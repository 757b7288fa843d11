import type * as z from 'zod';
import type { ProblemCode } from './problems.ts';

/** One route: gateway method, authorizer, validation, types, documents and SDK are derived from it. */
export interface RouteContract {
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
  /** LISA's two families (`plain`: a JSON string, `detail`: 422 and detail/message) and ours (`problem`). */
  readonly failures: 'plain' | 'detail' | 'problem';
  readonly problems: readonly ProblemCode[];
}
export type Routes = Readonly<Record<string, RouteContract>>;

/** Declares a route and keeps its literal types. */
export const defineRoute = <const R extends RouteContract>(route: R): R => route;
