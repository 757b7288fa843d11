import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Leases } from '../ports.ts';

const leaseSeconds = 30;

/** This task's row in the `Leases` table. */
export function dynamoLeases(client: DynamoDBDocumentClient, table: string, taskId: string): Leases {
  return {
    async renew(version) {
      const now = Date.now();
      const expiresAt = Math.floor(now / 1000) + leaseSeconds;
      const Item = { taskId, version, expiresAt, renewedAt: new Date(now).toISOString() };
      await client.send(new PutCommand({ TableName: table, Item }));
    },
    async end() {
      await client.send(new DeleteCommand({ TableName: table, Key: { taskId } }));
    },
  };
}
