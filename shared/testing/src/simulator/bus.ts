import type { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { OutboxRow } from '@lisa/kit/events/outbox-row';
import type { RelayPorts } from '@lisa/kit/events/relay';
import type { DynamoDBRecord, EventBridgeEvent } from 'aws-lambda';
import type { SeededRandom } from './seeded-random.ts';

/** How likely each misfortune is. */
export interface Faults {
  readonly crash: number;
  readonly refuse: number;
  readonly lose: number;
  readonly double: number;
}

export const noFaults: Faults = { crash: 0, refuse: 0, lose: 0, double: 0 };

export type Message = EventBridgeEvent<string, unknown>;

/** A bus that refuses, loses and doubles; whoever takes messages from `inFlight` decides on order and delay. */
export interface FaultyBus {
  readonly inFlight: Message[];
  publish(source: string, detailType: string, detail: unknown): void;
  /** For the relay. */
  readonly client: RelayPorts['bus'];
}

export function faultyBus(random: SeededRandom, faults: () => Faults): FaultyBus {
  const inFlight: Message[] = [];
  const publish: FaultyBus['publish'] = (source, detailType, detail) => {
    if (random.chance(faults().lose)) return;
    const message = { source, 'detail-type': detailType, detail } as Message;
    inFlight.push(message, ...(random.chance(faults().double) ? [message] : []));
  };
  const send = async ({ input }: PutEventsCommand) => {
    const Entries = (input.Entries ?? []).map(({ Source = '', DetailType = '', Detail = '{}' }) => {
      if (random.chance(faults().refuse)) return { ErrorCode: 'ThrottlingException' };
      publish(Source, DetailType, JSON.parse(Detail));
      return { EventId: 'e' };
    });
    return { Entries };
  };
  return { inFlight, publish, client: { send } as unknown as RelayPorts['bus'] };
}

/** A row as the table's stream delivers it. */
export const streamRecord = (row: OutboxRow): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    NewImage: Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? { N: String(value) } : { S: value }]),
    ),
  },
});
