import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemClock } from '@lisa/aws/clock';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { emulatorFrom } from '@lisa/testing/emulator';
import { temporaryTables } from '@lisa/testing/temporary-tables';
import { dynamoLeases } from '../src/adapters/dynamo-leases.ts';
import { dynamoRoutes } from '../src/adapters/dynamo-routes.ts';
import { keepsRoutes } from './routes-suite.ts';

const tables = temporaryTables(emulatorFrom(process.env));
let routes: string;
let leases: string;
let outbox: string;

beforeAll(async () => {
  routes = await tables.create('routes', 'kind', 'id');
  leases = await tables.create('leases', 'taskId');
  outbox = await tables.create('outbox', 'id');
});
afterAll(() => tables.remove());

async function committed(uid: string): Promise<string[]> {
  const { Items = [] } = await tables.db.send(new ScanCommand({ TableName: outbox, ConsistentRead: true }));
  return Items.filter(({ detail }) => String(detail).includes(uid)).map(({ detailType }) => String(detailType));
}

keepsRoutes(
  'DynamoDB',
  async () => {
    const facts = dynamoOutbox(tables.db, outbox, systemClock, ulids);
    return { routes: dynamoRoutes(tables.db, routes, facts, systemClock), committed };
  },
  ulids.uid,
);

it('lists the leases that routers write', async () => {
  const lease = { taskId: 'task-1', version: 7, expiresAt: 1795269610 };
  await tables.db.send(new PutCommand({ TableName: leases, Item: lease }));

  expect(await dynamoLeases(tables.db, leases).list()).toEqual([lease]);
});
