import type { EventContract } from '@lisa/contracts/events/define-event';
import type * as z from 'zod';

/** Something that became true and is to be published with the state that made it so. */
export interface Fact<E extends EventContract = EventContract> {
  readonly event: E;
  readonly data: z.infer<E['data']>;
}

/** A fact of a declared event; `data` has the type of its schema. */
export const fact = <E extends EventContract>(event: E, data: z.infer<E['data']>): Fact<E> => ({ event, data });
