import * as z from 'zod';

/** Everything there is to say about one event; types, rules, documents and fixtures are derived from it. */
export interface EventContract<N extends string = string, D extends z.ZodType = z.ZodType> {
  readonly name: N;
  readonly owner: string;
  readonly version: number;
  readonly summary: string;
  readonly data: D;
  readonly example: z.input<D>;
}

/** Declares an event; throws on import when its own example does not fit its schema. */
export function defineEvent<const N extends string, D extends z.ZodType>(
  event: EventContract<N, D>,
): EventContract<N, D> {
  event.data.parse(event.example);
  return event;
}

/** `source` of an owner's events on the bus. */
export const sourceOf = (owner: string): string => `lisa.${owner}`;
