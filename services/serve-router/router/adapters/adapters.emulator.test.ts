import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emulatorFrom } from '@lisa/testing/emulator';
import { temporaryTables } from '@lisa/testing/temporary-tables';
import { dynamoLeases } from './dynamo-leases.ts';
import { dynamoRouteRows } from './dynamo-route-rows.ts';
import { secretsManager } from './secrets-manager.ts';

const emulator = emulatorFrom(process.env);
const tables = temporaryTables(emulator);
let routes: string;
let leases: string;

beforeAll(async () => {
  routes = await tables.create('router-routes', 'kind', 'id');
  leases = await tables.create('router-leases', 'taskId');
});
afterAll(() => tables.remove());

describe('reading routes', () => {
  it('is version 0 and no rows before anything was routed', async () => {
    const rows = dynamoRouteRows(tables.db, routes);

    expect(await rows.version()).toBe(0);
    expect(await rows.all()).toEqual([]);
  });

  it('gives the version and every page of rows', async () => {
    const padding = 'x'.repeat(300_000);
    const put = (Item: object) => tables.db.send(new PutCommand({ TableName: routes, Item }));
    await put({ kind: 'version', id: 'routes', version: 6 });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => put({ kind: 'route', id, padding })));

    const rows = dynamoRouteRows(tables.db, routes);

    expect(await rows.version()).toBe(6);
    expect((await rows.all()).map((row) => (row as { id: string }).id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('a lease', () => {
  it('says which version the task serves for the next 30 seconds, until it is taken back', async () => {
    const mine = dynamoLeases(tables.db, leases, 'task-1');
    const stored = async () =>
      (await tables.db.send(new GetCommand({ TableName: leases, Key: { taskId: 'task-1' }, ConsistentRead: true })))
        .Item;
    const now = Math.floor(Date.now() / 1000);

    await mine.renew(3);
    await mine.renew(4);
    const lease = await stored();
    await mine.end();

    expect(lease).toEqual({
      taskId: 'task-1',
      version: 4,
      expiresAt: expect.any(Number),
      renewedAt: expect.any(String),
    });
    expect(lease?.['expiresAt'] - now).toBeGreaterThanOrEqual(30);
    expect(lease?.['expiresAt'] - now).toBeLessThan(35);
    expect(await stored()).toBeUndefined();
  });
});

describe('a secret', () => {
  it('is read by its ARN, and its absence has a name', async () => {
    const client = new SecretsManagerClient(emulator);
    const { ARN = '' } = await client.send(
      new CreateSecretCommand({ Name: `router-${Date.now()}`, SecretString: 'key' }),
    );
    const secrets = secretsManager(client);

    expect(await secrets.read(ARN)).toBe('key');
    await client.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));

    await expect(secrets.read(ARN)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
