import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EmulatorClientConfig } from './emulator.ts';

/** Tables of one test file in a real DynamoDB, keyed as in `tables.yml` and `outbox.yml`. */
export interface TemporaryTables {
  readonly db: DynamoDBDocumentClient;
  /** A new table; `key` names its hash key and, if it has one, its range key. */
  create(name: string, ...key: readonly string[]): Promise<string>;
  /** Deletes what was created and closes the client. */
  remove(): Promise<void>;
}

export function temporaryTables(config: EmulatorClientConfig): TemporaryTables {
  const client = new DynamoDBClient(config);
  const created: string[] = [];
  return {
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),

    async create(name, ...key) {
      const TableName = `test-${name}-${randomUUID()}`;
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: key.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: key.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
        }),
      );
      created.push(TableName);
      await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 0.1 }, { TableName });
      return TableName;
    },

    async remove() {
      for (const TableName of created.splice(0)) await client.send(new DeleteTableCommand({ TableName }));
      client.destroy();
    },
  };
}
