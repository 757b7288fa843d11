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

/** What is wrong with a delivery, or its data and metadata as the contract has them. */
function read({ event }: Subscription, detail: unknown): { poison: string } | { data: unknown; metadata: Metadata } {
  const envelope = Envelope.safeParse(detail);
  if (!envelope.success) return { poison: envelope.error.message };
  const { metadata } = envelope.data;
  if (metadata.version > event.version) return { poison: `version ${metadata.version} of ${event.name}` };
  const data = event.data.safeParse(envelope.data.data);
  return data.success ? { data: data.data, metadata } : { poison: data.error.message };
}

/** One Lambda for every subscription: a missing or an extra entry does not compile. Poison goes to the dead letters at once. */
export function reactions<S extends Record<string, Subscription>>(
  _subscriptions: S,
  table: Table<S>,
  deadLetters: DeadLetters,
) {
  const all = Object.values<Reaction>(table as Record<string, Reaction>);
  const find = ({ source, 'detail-type': name }: Delivery) =>
    all.find(({ subscription: { event } }) => event.name === name && sourceOf(event.owner) === source);

  return async (delivery: Delivery): Promise<void> => {
    const hit = find(delivery);
    const { 'detail-type': name, source } = delivery;
    if (!hit) return deadLetters.keep(delivery, `nobody here reacts to ${name} of ${source}`);
    const message = read(hit.subscription, delivery.detail);
    if ('poison' in message) return deadLetters.keep(delivery, `poison: ${message.poison}`);
    const trace = traceOf(message.metadata);
    logTrace(trace);
    logger.info(`${name} received`, { eventId: message.metadata.id });
    await inTrace(trace, () => hit.react(message.data, message.metadata));
  };
}
