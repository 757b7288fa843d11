import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  paginateScan,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { sourceOf } from '@lisa/contracts/events/define-event';
import type { Metadata } from '@lisa/contracts/events/envelope';
import type { Fact } from '@lisa/kit/events/fact';
import { OutboxRow } from '@lisa/kit/events/outbox-row';
import { currentTrace } from '@lisa/kit/trace';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { batchWrite } from './batch-write.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Above this a fact needs a claim check; EventBridge's portable limit is four times that. */
const largestDetail = 64 * 1024;
const keptForDays = 7;

/** What one service publishes through: its outbox table, whose stream feeds its relay. */
export interface Outbox {
  /** State and facts in one transaction. Throws `StaleWrite` if a condition of `writes` no longer holds; then nothing was written. */
  transact(writes: readonly Write[], facts: readonly Fact[]): Promise<void>;
  /** Removes rows the bus has accepted. */
  forget(ids: readonly string[]): Promise<void>;
  /** Hands rows that have waited longer than `seconds` to the relay again; answers how many. */
  retryOlderThan(seconds: number): Promise<number>;
}

/** A conditional write lost: somebody else changed what it was based on. `index` is the first write that did not hold. */
export class StaleWrite extends Error {
  readonly index: number;

  constructor(index: number) {
    super('Somebody else changed it meanwhile');
    this.name = 'StaleWrite';
    this.index = index;
  }
}

/** A fact as the bus will deliver it, in the running trace; throws if it breaks its schema or is too large. */
export function outboxRow({ event, data }: Fact, clock: Clock, ids: Ids): OutboxRow {
  const now = clock.now();
  const id = ids.uid();
  const trace = currentTrace() ?? { correlationId: id };
  const metadata: Metadata = { id, version: event.version, time: new Date(now).toISOString(), ...trace };
  const detail = JSON.stringify({ metadata, data: event.data.parse(data) });
  if (Buffer.byteLength(detail) > largestDetail) throw new Error(`${event.name} is larger than ${largestDetail} bytes`);
  const expiresAt = Math.floor(now / 1000) + keptForDays * 86_400;
  return { id, source: sourceOf(event.owner), detailType: event.name, detail, committedAt: metadata.time, expiresAt };
}

function staleWriteIn(error: unknown): StaleWrite | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const lost = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict');
  return lost < 0 ? undefined : new StaleWrite(lost);
}

export function dynamoOutbox(db: DynamoDBDocumentClient, TableName: string, clock: Clock, ids: Ids): Outbox {
  return {
    async transact(writes, facts) {
      const rows = facts.map((fact) => ({ Put: { TableName, Item: outboxRow(fact, clock, ids) } }));
      try {
        await db.send(new TransactWriteCommand({ TransactItems: [...writes, ...rows] }));
      } catch (error) {
        throw staleWriteIn(error) ?? error;
      }
    },

    async forget(rowIds) {
      const requests = rowIds.map((id) => ({ DeleteRequest: { Key: { id } } }));
      await batchWrite(db, TableName, requests);
    },

    async retryOlderThan(seconds) {
      const before = new Date(clock.now() - seconds * 1000).toISOString();
      const scan = {
        TableName,
        ConsistentRead: true,
        FilterExpression: 'committedAt < :before',
        ExpressionAttributeValues: { ':before': before },
      };
      let found = 0;
      for await (const { Items = [] } of paginateScan({ client: db }, scan)) {
        for (const { id } of Items) await touch(db, TableName, String(id), clock.now());
        found += Items.length;
      }
      return found;
    },
  };
}

/** Any change makes the stream deliver the row again; a row removed meanwhile stays removed. */
async function touch(db: DynamoDBDocumentClient, TableName: string, id: string, now: number): Promise<void> {
  const update = new UpdateCommand({
    TableName,
    Key: { id },
    UpdateExpression: 'SET retriedAt = :now',
    ConditionExpression: 'attribute_exists(id)',
    ExpressionAttributeValues: { ':now': now },
  });
  await db.send(update).catch((error: Error) => {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
  });
}
