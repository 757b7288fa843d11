import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Lease } from '../domain/route.ts';
import type { Leases } from '../ports.ts';

/** One row per router task: a handful, so a scan is one read. */
export const dynamoLeases = (db: DynamoDBDocumentClient, TableName: string): Leases => ({
  async list() {
    const { Items = [] } = await db.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items as Lease[];
  },
});
