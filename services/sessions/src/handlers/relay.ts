import { relay } from '@lisa/kit/events/relay';
import { relayPorts } from '../composition.ts';

/** The outbox's stream, to the bus. */
export const handler = relay(relayPorts());
