import { paginateQuery, type DynamoDBDocumentClient, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

type Query = Pick<QueryCommandInput, 'TableName' | 'KeyConditionExpression' | 'ExpressionAttributeValues'>;

/** Every item of a query, all pages of it, strongly consistent. For sets that fit in memory. */
export async function queryAll(client: DynamoDBDocumentClient, query: Query): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, { ...query, ConsistentRead: true }))
    items.push(...Items);
  return items;
}
