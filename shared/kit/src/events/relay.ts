import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '../logger.ts';
import { OutboxRow } from './outbox-row.ts';

/** EventBridge takes at most ten entries a call; each of ours is below 64 KB, so ten fit its byte limit. */
const entriesPerCall = 10;
const attempts = 4;

export interface RelayPorts {
  readonly bus: Pick<EventBridgeClient, 'send'>;
  readonly busName: string;
  /** Removes rows that the bus has accepted; what stays is found by the sweep. */
  readonly forget: (ids: readonly string[]) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

function rowOf({ eventName, dynamodb }: DynamoDBRecord): OutboxRow[] {
  const image = dynamodb?.NewImage;
  if (eventName === 'REMOVE' || !image) return [];
  const flat = Object.fromEntries(
    Object.entries(image).map(([key, value]) => [key, value.N ? Number(value.N) : value.S]),
  );
  return [OutboxRow.parse(flat)];
}

async function publish(rows: readonly OutboxRow[], { bus, busName, pause }: RelayPorts): Promise<void> {
  let entries: PutEventsRequestEntry[] = rows.map(({ source, detailType, detail, committedAt }) => ({
    EventBusName: busName,
    Source: source,
    DetailType: detailType,
    Detail: detail,
    Time: new Date(committedAt),
  }));
  for (let attempt = 0; entries.length > 0; attempt++) {
    if (attempt === attempts) throw new Error(`The bus refused ${entries.length} of ${rows.length} events`);
    if (attempt > 0) await pause(50 * 2 ** attempt);
    const { Entries = [] } = await bus.send(new PutEventsCommand({ Entries: entries }));
    entries = entries.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
  }
}

/** The one place that publishes: hands committed facts to the bus, resends refused ones, and throws if any remain. */
export const relay =
  (ports: RelayPorts) =>
  async (event: DynamoDBStreamEvent): Promise<void> => {
    // A row that waited was touched by the sweep, perhaps more than once: it is the same event.
    const rows = [...new Map(event.Records.flatMap(rowOf).map((row) => [row.id, row])).values()];
    for (let first = 0; first < rows.length; first += entriesPerCall) {
      const chunk = rows.slice(first, first + entriesPerCall);
      await publish(chunk, ports);
      logger.info('Published', { events: chunk.map(({ id, detailType }) => `${detailType} ${id}`) });
      await ports.forget(chunk.map(({ id }) => id));
    }
  };
