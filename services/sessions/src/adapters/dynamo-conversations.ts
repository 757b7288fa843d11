import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import { Failure } from '@lisa/kit/failure';
import type { Conversation } from '../domain/conversation.ts';
import { ownerKey } from '../domain/keys.ts';
import type { DatedMessage } from '../domain/message.ts';
import type { Conversations } from '../ports.ts';
import { batchWrite } from '@lisa/aws/dynamo/batch-write';
import type { ContentCipher } from './content-cipher.ts';
import * as rows from './conversation-rows.ts';
import { dynamoLeftovers, type Tables } from './dynamo-leftovers.ts';

/** `Sessions` (`ownerKey`, `sessionId`) holds conversations and leftovers, `Messages` (`history`, `place`) a row per message. */
export function dynamoConversations(
  db: DynamoDBDocumentClient,
  tables: Tables,
  outbox: Outbox,
  cipher: ContentCipher,
  clock: Clock,
): Conversations {
  const { leftovers, clear, ...histories } = dynamoLeftovers(db, tables, clock);
  const writes = { db, tables, outbox, cipher, histories };
  return {
    ...reading(db, tables, cipher),
    append: appending(writes),
    rewrite: rewriting(writes),

    async remove(owner, sessionId, ...facts) {
      const stored = await rowOf(db, tables, { owner, sessionId });
      if (!stored) return undefined;
      const conversation = stored as unknown as Conversation;
      const leftover = { ...rows.outdated(conversation), withImages: true };
      const gone = { TableName: tables.sessions, Key: rows.keyOf(conversation), ...unchanged(conversation) };
      await outbox.transact([{ Delete: gone }, histories.put(leftover)], facts).catch(changedMeanwhile);
      return leftover;
    },
    leftovers,
    clear,
  };
}

type Reads = Pick<Conversations, 'find' | 'has' | 'ids' | 'list' | 'messages'>;

async function rowOf(
  db: DynamoDBDocumentClient,
  { sessions }: Tables,
  of: Pick<Conversation, 'owner' | 'sessionId'>,
): Promise<Record<string, unknown> | undefined> {
  return (await db.send(new GetCommand({ TableName: sessions, Key: rows.keyOf(of), ConsistentRead: true }))).Item;
}

function reading(db: DynamoDBDocumentClient, tables: Tables, cipher: ContentCipher): Reads {
  const rowsOf = (owner: string) =>
    queryAll(db, {
      TableName: tables.sessions,
      KeyConditionExpression: 'ownerKey = :key',
      ExpressionAttributeValues: { ':key': ownerKey(owner) },
    });
  return {
    async find(owner, sessionId) {
      const row = await rowOf(db, tables, { owner, sessionId });
      return row && rows.conversationOf(row, cipher);
    },

    has: async (owner, sessionId) => (await rowOf(db, tables, { owner, sessionId })) !== undefined,

    ids: async (owner) => (await rowsOf(owner)).map(({ sessionId }) => String(sessionId)),

    list: async (owner) => Promise.all((await rowsOf(owner)).map((row) => rows.conversationOf(row, cipher))),

    async messages(conversation, from, to) {
      if (from >= to) return [];
      const found = await queryAll(db, {
        TableName: tables.messages,
        KeyConditionExpression: 'history = :history AND place BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':history': rows.historyOf(conversation),
          ':first': rows.placeKey(from),
          ':last': rows.placeKey(to - 1),
        },
      });
      return Promise.all(found.map((row) => rows.messageOf(conversation, row, cipher)));
    },
  };
}

interface Writes {
  readonly db: DynamoDBDocumentClient;
  readonly tables: Tables;
  readonly outbox: Outbox;
  readonly cipher: ContentCipher;
  readonly histories: Omit<ReturnType<typeof dynamoLeftovers>, 'leftovers' | 'clear'>;
}

const messageRows = (to: Conversation, messages: readonly DatedMessage[], first: number, cipher: ContentCipher) =>
  Promise.all(messages.map((message, index) => rows.messageRow(to, message, first + index, cipher)));

async function conversationPut(previous: Conversation | undefined, next: Conversation, { tables, cipher }: Writes) {
  const Item = await rows.conversationRow(next, cipher);
  return { Put: { TableName: tables.sessions, Item, ...unchanged(previous) } };
}

const appending =
  (writes: Writes): Conversations['append'] =>
  async (previous, next, messages) => {
    const dated = messages.map((message) => ({ ...message, createdAt: next.changedAt }));
    const news = await messageRows(next, dated, previous?.messageCount ?? 0, writes.cipher);
    const puts = news.map((Item) => ({ Put: { TableName: writes.tables.messages, Item } }));
    await writes.outbox.transact([await conversationPut(previous, next, writes), ...puts], []).catch(changedMeanwhile);
  };

const rewriting =
  (writes: Writes): Conversations['rewrite'] =>
  async (previous, next, messages) => {
    const { db, tables, histories, outbox } = writes;
    const pending = rows.outdated(next);
    // If this ends in the middle, the sweep finds what was written under the new history.
    await histories.announce(pending);
    const items = await messageRows(next, messages, 0, writes.cipher);
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await batchWrite(db, tables.messages, puts);
    const outdated = previous ? [histories.put(rows.outdated(previous))] : [];
    await outbox
      .transact([await conversationPut(previous, next, writes), histories.adopt(pending), ...outdated], [])
      .catch(changedMeanwhile);
  };

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
