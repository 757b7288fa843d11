import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import type { Conversations, Leftover } from '../ports.ts';
import { batchWrite } from '@lisa/aws/dynamo/batch-write';
import { historyOf, leftoverKey, leftoverOf, leftoverRow, leftoversKey } from './conversation-rows.ts';

export interface Tables {
  readonly sessions: string;
  readonly messages: string;
}

type Kept = Pick<Conversations, 'leftovers' | 'clear'> & {
  /** Says that a history is a leftover, unless a transaction that follows makes it the one in use. */
  announce(leftover: Leftover): Promise<void>;
  /** The same, as a write of a transaction. */
  put(leftover: Leftover): { Put: { TableName: string; Item: Record<string, unknown> } };
  /** The history is in use from now on; fails if the sweep was faster. */
  adopt(leftover: Leftover): { Delete: { TableName: string; Key: object; ConditionExpression: string } };
};

/** Histories that nobody can reach, in a list of their own in the table of conversations. */
export function dynamoLeftovers(db: DynamoDBDocumentClient, { sessions, messages }: Tables, clock: Clock): Kept {
  const TableName = sessions;
  const item = (leftover: Leftover) => ({
    TableName,
    Item: leftoverRow(leftover, new Date(clock.now()).toISOString()),
  });
  return {
    announce: async (leftover) => void (await db.send(new PutCommand(item(leftover)))),
    put: (leftover) => ({ Put: item(leftover) }),
    adopt: (leftover) => ({
      Delete: { TableName, Key: leftoverKey(leftover), ConditionExpression: 'attribute_exists(sessionId)' },
    }),

    async leftovers(olderThanSeconds) {
      const before = new Date(clock.now() - olderThanSeconds * 1000).toISOString();
      const KeyConditionExpression = 'ownerKey = :key';
      const all = await queryAll(db, {
        TableName,
        KeyConditionExpression,
        ExpressionAttributeValues: { ':key': leftoversKey },
      });
      return all.filter(({ at }) => String(at) <= before).map(leftoverOf);
    },

    async clear(leftover) {
      const ofHistory = { ':history': historyOf(leftover) };
      const KeyConditionExpression = 'history = :history';
      const found = await queryAll(db, {
        TableName: messages,
        KeyConditionExpression,
        ExpressionAttributeValues: ofHistory,
      });
      const deletions = found.map(({ history, place }) => ({ DeleteRequest: { Key: { history, place } } }));
      await batchWrite(db, messages, deletions);
      await db.send(new DeleteCommand({ TableName, Key: leftoverKey(leftover) }));
    },
  };
}
