import { DeleteCommand, GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import { Failure } from '@lisa/kit/failure';
import type { Conversation } from '../domain/conversation.ts';
import { ownerKey } from '../domain/keys.ts';
import type { DatedMessage } from '../domain/message.ts';
import type { Conversations, Leftover } from '../ports.ts';
import { batchWrite } from './batch-write.ts';
import type { ContentCipher } from './content-cipher.ts';
import * as rows from './conversation-rows.ts';

interface Tables {
  readonly sessions: string;
  readonly messages: string;
}

/** `Sessions` (`owner`, `sessionId`) holds conversations and leftovers, `Messages` (`history`, `place`) one row per message. */
export function dynamoConversations(
  db: DynamoDBDocumentClient,
  { sessions, messages: messageTable }: Tables,
  outbox: Outbox,
  cipher: ContentCipher,
  clock: Clock,
): Conversations {
  const now = () => new Date(clock.now()).toISOString();
  const messageRows = (conversation: Conversation, messages: readonly DatedMessage[], first: number) =>
    Promise.all(messages.map((message, index) => rows.messageRow(conversation, message, first + index, cipher)));
  const putLeftover = (leftover: Leftover) => ({ TableName: sessions, Item: rows.leftoverRow(leftover, now()) });
  const removeLeftover = ({ historyOf, leftoversKey }: typeof rows, leftover: Leftover) => ({
    TableName: sessions,
    Key: { owner: leftoversKey, sessionId: historyOf(leftover) },
  });
  const putConversation = async (previous: Conversation | undefined, next: Conversation) => ({
    Put: { TableName: sessions, Item: await rows.conversationRow(next, cipher), ...unchanged(previous) },
  });

  return {
    async find(owner, sessionId) {
      const Key = rows.keyOf({ owner, sessionId });
      const { Item } = await db.send(new GetCommand({ TableName: sessions, Key, ConsistentRead: true }));
      return Item && rows.conversationOf(Item, cipher);
    },

    async list(owner) {
      const mine = { '#owner': 'owner' };
      const found = await queryAll(db, {
        TableName: sessions,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: mine,
        ExpressionAttributeValues: { ':owner': ownerKey(owner) },
      });
      return Promise.all(found.map((row) => rows.conversationOf(row, cipher)));
    },

    async messages(conversation, from, to) {
      if (from >= to) return [];
      const found = await queryAll(db, {
        TableName: messageTable,
        KeyConditionExpression: 'history = :history AND place BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':history': rows.historyOf(conversation),
          ':first': rows.placeKey(from),
          ':last': rows.placeKey(to - 1),
        },
      });
      return Promise.all(found.map((row) => rows.messageOf(conversation, row, cipher)));
    },

    async append(previous, next, messages) {
      const dated = messages.map((message) => ({ ...message, createdAt: next.changedAt }));
      const news = await messageRows(next, dated, previous?.messageCount ?? 0);
      const puts = news.map((Item) => ({ Put: { TableName: messageTable, Item } }));
      await outbox.transact([await putConversation(previous, next), ...puts], []).catch(changedMeanwhile);
    },

    async rewrite(previous, next, messages) {
      const pending = leftoverOf(next);
      // If this ends in the middle, the sweep finds what was written under the new history.
      await db.send(new PutCommand(putLeftover(pending)));
      const items = await messageRows(next, messages, 0);
      await batchWrite(
        db,
        messageTable,
        items.map((Item) => ({ PutRequest: { Item } })),
      );
      const stillThere = { ConditionExpression: 'attribute_exists(sessionId)' };
      const writes = [
        await putConversation(previous, next),
        { Delete: { ...removeLeftover(rows, pending), ...stillThere } },
        ...(previous ? [{ Put: putLeftover(leftoverOf(previous)) }] : []),
      ];
      await outbox.transact(writes, []).catch(changedMeanwhile);
    },

    async remove(conversation, ...facts) {
      const leftover = { ...leftoverOf(conversation), withImages: true };
      const writes = [
        { Delete: { TableName: sessions, Key: rows.keyOf(conversation), ...unchanged(conversation) } },
        { Put: putLeftover(leftover) },
      ];
      await outbox.transact(writes, facts).catch(changedMeanwhile);
      return leftover;
    },

    async leftovers(olderThanSeconds) {
      const before = new Date(clock.now() - olderThanSeconds * 1000).toISOString();
      const all = await queryAll(db, {
        TableName: sessions,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': rows.leftoversKey },
      });
      return all.filter(({ at }) => String(at) <= before).map(rows.leftoverOf);
    },

    async clear(leftover) {
      const found = await queryAll(db, {
        TableName: messageTable,
        KeyConditionExpression: 'history = :history',
        ExpressionAttributeValues: { ':history': rows.historyOf(leftover) },
      });
      const deletions = found.map(({ history, place }) => ({ DeleteRequest: { Key: { history, place } } }));
      await batchWrite(db, messageTable, deletions);
      await db.send(new DeleteCommand(removeLeftover(rows, leftover)));
    },
  };
}

const leftoverOf = ({ owner, sessionId, historyId }: Conversation): Leftover => ({
  owner,
  sessionId,
  historyId,
  withImages: false,
});

/** A conversation is unchanged if nobody wrote, deleted or began it since it was read. */
const unchanged = (previous: Conversation | undefined) =>
  previous
    ? {
        ConditionExpression: 'version = :version AND historyId = :history',
        ExpressionAttributeValues: { ':version': previous.version, ':history': previous.historyId },
      }
    : { ConditionExpression: 'attribute_not_exists(sessionId)' };

function changedMeanwhile(error: unknown): never {
  throw error instanceof StaleWrite ? new Failure('ChangedMeanwhile') : error;
}
