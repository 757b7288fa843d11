import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { RelayPorts } from '@lisa/kit/events/relay';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from './clock.ts';
import { documentClient } from './dynamo/document-client.ts';
import { dynamoOutbox } from './dynamo/outbox.ts';
import { ulids } from './ids.ts';

/** What a service's relay publishes to, and the outbox it empties. */
export function relayPorts(busName: string, outboxTable: string): RelayPorts {
  const { forget } = dynamoOutbox(documentClient(), outboxTable, systemClock, ulids);
  const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds);
  return { bus: new EventBridgeClient({}), busName, forget, pause };
}
