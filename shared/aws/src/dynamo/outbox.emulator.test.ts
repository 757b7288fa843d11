import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRetired } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { emulatorFrom } from '@lisa/testing/emulator';
import { manualClock } from '@lisa/testing/manual-clock';
import { temporaryTables } from '@lisa/testing/temporary-tables';
import { ulids } from '../ids.ts';
import { dynamoOutbox, type Outbox } from './outbox.ts';

const tables = temporaryTables(emulatorFrom(process.env));
const said = fact(ModelRetired, ModelRetired.example);
const clock = manualClock();
let orders: string;
let table: string;
let outbox: Outbox;

beforeAll(async () => {
  orders = await tables.create('orders', 'id');
});
beforeEach(async () => {
  table = await tables.create('outbox', 'id');
  outbox = dynamoOutbox(tables.db, table, clock, ulids);
});
afterAll(() => tables.remove());

const put = (id: string, condition?: string) => ({
  Put: { TableName: orders, Item: { id }, ...(condition && { ConditionExpression: condition }) },
});
const rows = async () =>
  (await tables.db.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [];
const order = async (id: string) => (await tables.db.send(new GetCommand({ TableName: orders, Key: { id } }))).Item;

describe('an outbox in DynamoDB', () => {
  it('writes state and facts together', async () => {
    await outbox.transact([put('a')], [said, said]);

    expect([await order('a'), (await rows()).length]).toEqual([{ id: 'a' }, 2]);
  });

  it('writes neither when a condition no longer holds, and says which', async () => {
    const lost = outbox.transact([put('b'), put('c', 'attribute_exists(id)')], [said]);

    await expect(lost).rejects.toMatchObject({ name: 'StaleWrite', index: 1 });
    expect([await order('b'), await rows()]).toEqual([undefined, []]);
  });

  it('forgets what the bus accepted, however much', async () => {
    for (let n = 0; n < 3; n++)
      await outbox.transact(
        [],
        Array.from({ length: 20 }, () => said),
      );
    const [kept, ...accepted] = (await rows()).map(({ id }) => String(id));

    await outbox.forget(accepted);

    expect((await rows()).map(({ id }) => id)).toEqual([kept]);
  });

  it('touches what waits too long, so that the stream delivers it again', async () => {
    await outbox.transact([], [said]);
    clock.advance(100);
    await outbox.transact([], [said]);
    clock.advance(50);

    expect(await outbox.retryOlderThan(120)).toBe(1);

    expect((await rows()).filter(({ retriedAt }) => retriedAt !== undefined)).toHaveLength(1);
  });
});
