import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { relay } from '@lisa/kit/events/relay';
import type { OutboxRow } from '@lisa/kit/events/outbox-row';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Host } from './host.ts';
import { invoke } from './lambda.ts';
import { dynamoDb, otherAws, steppedClient, type SimulatedProcess } from './process.ts';

interface Outbox {
  /** Rows the table has delivered; taken from the front. */
  readonly stream: OutboxRow[];
  forget(ids: readonly string[]): void;
}

/** As `relay.yml` has them. */
const batchSize = 100;
const attempts = 11;
const limitSeconds = 60;

type Work = (rows: readonly OutboxRow[], process: SimulatedProcess) => Promise<unknown>;

/** The one shard of an outbox's stream: batches in order, the next after the last, halved on error, given up in the end. */
export function outboxStream(host: Host, outbox: Outbox, work: Work): { wake(): void } {
  let isBusy = false;
  let size = batchSize;
  let failures = 0;

  const next = (): void => {
    isBusy = outbox.stream.length > 0;
    if (!isBusy) return;
    const batch = outbox.stream.slice(0, size);
    if (host.random.chance(host.faults().unrelayed)) return advance(batch.length);
    invoke(host, 'relay', limitSeconds, (process) => work(batch, process)).then(
      () => advance(batch.length),
      () => fail(batch.length),
    );
  };
  const advance = (taken: number): void => {
    outbox.stream.splice(0, taken);
    size = batchSize;
    failures = 0;
    next();
  };
  const fail = (tried: number): void => {
    failures++;
    if (failures >= attempts) return advance(tried);
    size = Math.max(1, tried >> 1);
    host.time.after(1000 * 2 ** Math.min(failures, 5), next);
  };

  return {
    wake() {
      if (isBusy) return;
      isBusy = true;
      host.time.after(1 + host.random.below(300), next);
    },
  };
}

/** The real relay, each of whose calls is one step. */
export const relayWork =
  (host: Host, bus: EventBridgeClient, outbox: Outbox): Work =>
  (rows, process) =>
    relay({
      bus: steppedClient(process, otherAws, bus),
      busName: 'lisa',
      forget: (ids) => process.call('forget', dynamoDb, () => outbox.forget(ids)),
      pause: (milliseconds) => new Promise((resolve) => void host.time.after(milliseconds, resolve)),
    })({ Records: rows.map(streamRecord) });

/** A row as the table's stream delivers it. */
export const streamRecord = (row: OutboxRow): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    NewImage: Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? { N: String(value) } : { S: value }]),
    ),
  },
});
