import type { RouteContract } from '@lisa/contracts/api/define-route';
import type * as z from 'zod';
import { Failure } from '../failure.ts';

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  readonly contentType?: string;
}

/** Input that breaks a rule of the route; carries where and which. */
export class InvalidInput extends Error {
  readonly issues: readonly { loc: (string | number)[]; msg: string; type: string }[];

  constructor(where: 'body' | 'path' | 'query', issues: readonly z.core.$ZodIssue[]) {
    super(issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; '));
    this.issues = issues.map(({ path, message, code }) => ({
      loc: [where, ...path.map((part) => (typeof part === 'symbol' ? String(part) : part))],
      msg: message,
      type: code,
    }));
  }
}

type Dress = RouteContract['failures'];

/** What a client reads when its input breaks a rule: 422 with every field in family B, else 400. */
function invalid(dress: Dress, { message, issues }: InvalidInput): Refusal {
  if (dress === 'detail')
    return { status: 422, code: 'InvalidRequest', body: { detail: issues, type: 'RequestValidationError' } };
  return dressed(dress, new Failure('InvalidRequest', { message }));
}

/** The failure in the dress of the route's family; LISA's two, or application/problem+json. */
function dressed(dress: Dress, failure: Failure): Refusal {
  const { status, code, message } = failure;
  if (dress === 'plain') return { status, code, body: message };
  if (dress === 'problem')
    return {
      status,
      code,
      body: { type: 'about:blank', title: message, status, code },
      contentType: 'application/problem+json',
    };
  const unexpected = status >= 500 ? { error: 'Internal Server Error' } : {};
  return { status, code, body: { ...unexpected, detail: message, message } };
}

/** Turns whatever was thrown into an answer. `unexpected` is true when the cause must be logged. */
export function refusalOf(dress: Dress, thrown: unknown): Refusal & { readonly unexpected: boolean } {
  if (thrown instanceof InvalidInput) return { ...invalid(dress, thrown), unexpected: false };
  if (thrown instanceof Failure) return { ...dressed(dress, thrown), unexpected: false };
  return { ...dressed(dress, new Failure('Unexpected')), unexpected: true };
}
