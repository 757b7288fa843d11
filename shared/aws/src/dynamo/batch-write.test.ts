import type { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { batchWrite } from './batch-write.ts';

const removals = (count: number) => Array.from({ length: count }, (_, id) => ({ DeleteRequest: { Key: { id } } }));

/** A table that takes at most `takes` items of each batch, and how many it has. */
function aTable(takes: number) {
  const batches: number[] = [];
  const taken = new Set<unknown>();
  const send = async ({ input }: BatchWriteCommand) => {
    const requests = input.RequestItems?.['Rows'] ?? [];
    batches.push(requests.length);
    for (const { DeleteRequest } of requests.slice(0, takes)) taken.add(DeleteRequest?.Key?.['id']);
    return { UnprocessedItems: { Rows: requests.slice(takes) } };
  };
  return { db: { send } as unknown as DynamoDBDocumentClient, batches, taken };
}

describe('writing many items', () => {
  it('sends no more at once than DynamoDB takes', async () => {
    const { db, batches, taken } = aTable(25);

    await batchWrite(db, 'Rows', removals(60));

    expect([...batches].sort((a, b) => a - b)).toEqual([10, 25, 25]);
    expect(taken.size).toBe(60);
  });

  it('sends again what the table had no capacity for', async () => {
    const { db, batches, taken } = aTable(2);

    await batchWrite(db, 'Rows', removals(5));

    expect(batches).toEqual([5, 3, 1]);
    expect(taken.size).toBe(5);
  });

  it('sends nothing when there is nothing', async () => {
    const { db, batches } = aTable(25);

    await batchWrite(db, 'Rows', []);

    expect(batches).toEqual([]);
  });
});
