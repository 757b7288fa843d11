import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Request = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

const perBatch = 25;
const atOnce = 4;
const mostAttempts = 8;

/** Puts or deletes any number of items of one table, not atomically; what the table could not take is sent again. */
export async function batchWrite(
  db: DynamoDBDocumentClient,
  table: string,
  requests: readonly Request[],
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(requests.length / perBatch) }, (_, index) =>
    requests.slice(index * perBatch, (index + 1) * perBatch),
  );
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await send(db, table, batch);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function send(db: DynamoDBDocumentClient, table: string, batch: Request[]): Promise<void> {
  let waiting = batch;
  for (let attempt = 1; waiting.length > 0; attempt++) {
    if (attempt > mostAttempts) throw new Error(`${table} did not take ${waiting.length} items`);
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
    const { UnprocessedItems } = await db.send(new BatchWriteCommand({ RequestItems: { [table]: waiting } }));
    waiting = UnprocessedItems?.[table] ?? [];
  }
}
