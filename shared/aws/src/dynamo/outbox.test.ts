import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { defineEvent } from '@lisa/contracts/events/define-event';
import { fact } from '@lisa/kit/events/fact';
import { OutboxRow } from '@lisa/kit/events/outbox-row';
import { inTrace } from '@lisa/kit/trace';
import * as z from 'zod';
import { dynamoOutbox, StaleWrite } from './outbox.ts';

const OrderPaid = defineEvent({
  name: 'OrderPaid',
  owner: 'shop',
  version: 3,
  summary: '',
  data: z.object({ id: z.string() }),
  example: { id: 'a' },
});
const clock = { now: () => Date.UTC(2026, 10, 21, 14) };
const write = { Put: { TableName: 'Orders', Item: { id: 'o1' } } };

/** An outbox on a client that remembers what it was sent, or throws `failure`. */
function anOutbox(failure?: Error) {
  const sent: { TransactItems: { Put: { TableName: string; Item: Record<string, unknown> } }[] }[] = [];
  const send = async ({ input }: { input: (typeof sent)[number] }) => {
    if (failure) throw failure;
    sent.push(input);
  };
  const db = { send } as unknown as DynamoDBDocumentClient;
  let minted = 0;
  return { outbox: dynamoOutbox(db, 'Outbox', clock, { uid: () => `id${++minted}` }), sent };
}

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('committing facts with the state they tell of', () => {
  it('writes both in one transaction', async () => {
    const { outbox, sent } = anOutbox();

    await outbox.transact([write], [fact(OrderPaid, { id: 'o1' }), fact(OrderPaid, { id: 'o2' })]);

    expect(sent.map(({ TransactItems }) => TransactItems.map(({ Put }) => Put.TableName))).toEqual([
      ['Orders', 'Outbox', 'Outbox'],
    ]);
  });

  it('writes the event as it will be delivered, in the trace of its cause', async () => {
    const { outbox, sent } = anOutbox();
    const trace = { correlationId: 'c1', causationId: 'e0', actor: 'jo', traceparent: '00-1-2-01' };

    await inTrace(trace, () => outbox.transact([], [fact(OrderPaid, { id: 'o1', secret: 'x' } as { id: string })]));

    const row = OutboxRow.parse(sent[0]?.TransactItems[0]?.Put.Item);
    expect(row).toMatchObject({ id: 'id1', source: 'lisa.shop', detailType: 'OrderPaid', expiresAt: 1795874400 });
    expect(JSON.parse(row.detail)).toEqual({
      metadata: { id: 'id1', version: 3, time: '2026-11-21T14:00:00.000Z', ...trace },
      data: { id: 'o1' },
    });
  });

  it('begins a trace of its own outside of any', async () => {
    const { outbox, sent } = anOutbox();

    await outbox.transact([], [fact(OrderPaid, { id: 'o1' })]);

    const { detail } = OutboxRow.parse(sent[0]?.TransactItems[0]?.Put.Item);
    expect(JSON.parse(detail)).toMatchObject({ metadata: { id: 'id1', correlationId: 'id1' } });
  });

  it.each([
    ['does not fit its schema', { id: 7 } as unknown as { id: string }, 'expected string'],
    ['is larger than the bus takes everywhere', { id: 'ü'.repeat(33_000) }, 'OrderPaid is larger than 65536 bytes'],
  ])('refuses a fact that %s, before anything is written', async (_, data, words) => {
    const { outbox, sent } = anOutbox();

    await expect(outbox.transact([write], [fact(OrderPaid, data)])).rejects.toThrow(words);

    expect(sent).toEqual([]);
  });

  it.each([
    [cancelled('None', 'ConditionalCheckFailed', 'None'), new StaleWrite(1)],
    [cancelled('TransactionConflict'), new StaleWrite(0)],
  ])('says which write lost', async (thrown, expected) => {
    const { outbox } = anOutbox(thrown);

    await expect(outbox.transact([write], [])).rejects.toEqual(expected);
  });

  it.each([cancelled('ThrottlingError'), new Error('no network')])('passes on what nobody lost: %s', async (thrown) => {
    const { outbox } = anOutbox(thrown);

    await expect(outbox.transact([write], [])).rejects.toBe(thrown);
  });
});
