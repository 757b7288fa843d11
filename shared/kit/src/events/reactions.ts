import { sourceOf } from '@lisa/contracts/events/define-event';
import { Envelope, type Metadata } from '@lisa/contracts/events/envelope';
import type { Subscription } from '@lisa/contracts/events/subscribe';
import type { EventBridgeEvent } from 'aws-lambda';
import { logger, logTrace } from '../logger.ts';
import { inTrace, type Trace } from '../trace.ts';
import type { Reaction } from './on-event.ts';

type Delivery = EventBridgeEvent<string, unknown>;

/** Where a message goes that no retry can help. */
export interface DeadLetters {
  keep(message: unknown, reason: string): Promise<void>;
}

type Table<S extends Record<string, Subscription>> = { readonly [K in keyof S]: Reaction<S[K]> };

const traceOf = ({ correlationId, id, actor, traceparent }: Metadata): Trace => ({
  correlationId,
  causationId: id,
  ...(actor && { actor }),
  ...(traceparent && { traceparent }),
});

/** One Lambda for every subscription: a missing or an extra entry does not compile. Poison goes to the dead letters at once. */
export function reactions<S extends Record<string, Subscription>>(
  _subscriptions: S,
  table: Table<S>,
  deadLetters: DeadLetters,
) {
  const all = Object.values<Reaction>(table as Record<string, Reaction>);
  return async (delivery: Delivery): Promise<void> => {
    const hit = all.find(
      ({ subscription: { event } }) =>
        event.name === delivery['detail-type'] && sourceOf(event.owner) === delivery.source,
    );
    if (!hit)
      return deadLetters.keep(delivery, `nobody here reacts to ${delivery['detail-type']} of ${delivery.source}`);
    const { event } = hit.subscription;
    const envelope = Envelope.safeParse(delivery.detail);
    const data = event.data.safeParse(envelope.data?.data);
    if (!envelope.success || !data.success)
      return deadLetters.keep(delivery, `poison: ${(envelope.error ?? data.error)?.message ?? ''}`);
    const { metadata } = envelope.data;
    if (metadata.version > event.version)
      return deadLetters.keep(delivery, `poison: version ${metadata.version} of ${event.name}`);
    const trace = traceOf(metadata);
    logTrace(trace);
    logger.info(`${event.name} received`, { eventId: metadata.id });
    await inTrace(trace, () => hit.react(data.data, metadata));
  };
}
