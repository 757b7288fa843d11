import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RouteRows } from '../ports.ts';

/** The `Routes` table: one row per model and one that counts their changes. */
export function dynamoRouteRows(client: DynamoDBDocumentClient, table: string): RouteRows {
  return {
    async version() {
      const key = { kind: 'version', id: 'routes' };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
      return Number(Item?.['version'] ?? 0);
    },
    async all() {
      const rows: unknown[] = [];
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#kind = :kind',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': 'route' },
      };
      for await (const { Items } of paginateQuery({ client }, query)) rows.push(...(Items ?? []));
      return rows;
    },
  };
}
