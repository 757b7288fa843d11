import type * as z from 'zod';
import type { EventContract } from './define-event.ts';

type Filter<D> = { readonly [K in keyof D]?: readonly D[K][] };

/** An event somebody listens to, and which of them: becomes one rule with its own dead letters and retry policy. */
export interface Subscription<E extends EventContract = EventContract> {
  readonly event: E;
  readonly filter: Filter<z.infer<E['data']>>;
}

/** Subscribes to an event; a filter on a field or value that the event lacks does not compile. */
export function subscribe<E extends EventContract>(event: E, filter: Filter<z.infer<E['data']>> = {}): Subscription<E> {
  return { event, filter };
}
