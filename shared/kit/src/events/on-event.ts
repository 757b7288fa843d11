import type { EventContract } from '@lisa/contracts/events/define-event';
import type { Metadata } from '@lisa/contracts/events/envelope';
import type { Subscription } from '@lisa/contracts/events/subscribe';
import type * as z from 'zod';

/** What one subscription does. Late, doubled or reordered deliveries must not matter to it. */
export interface Reaction<S extends Subscription = Subscription> {
  readonly subscription: S;
  readonly react: (data: z.infer<S['event']['data']>, metadata: Metadata) => Promise<void>;
}

/** Binds a subscription to its use case; `data` has the type of the event's schema. */
export const onEvent = <E extends EventContract>(
  subscription: Subscription<E>,
  react: (data: z.infer<E['data']>, metadata: Metadata) => Promise<void>,
): Reaction<Subscription<E>> => ({ subscription, react });
