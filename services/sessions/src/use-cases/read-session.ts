import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import type { Conversation } from '../domain/conversation.ts';
import { cursorOf, placeIn, type Order } from '../domain/cursor.ts';
import { fitting } from '../domain/message.ts';
import { selectedModelId, withCurrentModel } from '../domain/selected-model.ts';
import type { Ports } from '../ports.ts';
import { withAddresses } from './images-in-messages.ts';

export interface Page {
  /** In the order that was asked for. */
  readonly messages: readonly StoredMessage[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

interface Asked {
  readonly limit: number;
  readonly order: Order;
  readonly cursor?: string | undefined;
}

/** Lambda answers 6 MB at most, and quotes inside of JSON count twice. */
const answerBytes = 2.5 * 1024 * 1024;
const newest = { limit: 20, order: 'desc' } as const;

/** The caller's conversations, the last changed first. */
export async function listSessions(owner: string, { conversations }: Ports): Promise<Conversation[]> {
  const all = await conversations.list(owner);
  return all.sort((a, b) => (a.changedAt === b.changedAt ? 0 : a.changedAt < b.changedAt ? 1 : -1));
}

/** A conversation with its newest messages and its model as it is now, or `SessionNotFound`. */
export async function getSession(reader: Caller, sessionId: string, ports: Ports) {
  const conversation = await found(reader.username, sessionId, ports);
  const modelId = selectedModelId(conversation.configuration);
  const [page, known] = await Promise.all([
    pageOf(conversation, newest, ports),
    modelId === undefined ? undefined : ports.models.find(modelId),
  ]);
  const configuration = withCurrentModel(conversation.configuration, known, reader);
  return { conversation: { ...conversation, configuration }, page };
}

/** One page of messages; fewer than asked for if they are large. `SessionNotFound`, `InvalidCursor`. */
export async function listMessages(owner: string, sessionId: string, asked: Asked, ports: Ports): Promise<Page> {
  return pageOf(await found(owner, sessionId, ports), asked, ports);
}

async function found(owner: string, sessionId: string, { conversations }: Ports): Promise<Conversation> {
  const conversation = await conversations.find(owner, sessionId);
  if (!conversation) throw new Failure('SessionNotFound');
  return conversation;
}

async function pageOf(conversation: Conversation, { limit, order, cursor }: Asked, ports: Ports): Promise<Page> {
  const { messageCount, owner } = conversation;
  const start = startOf(order, cursor, messageCount);
  const [from, to] =
    order === 'asc' ? [start, Math.min(messageCount, start + limit)] : [Math.max(0, start - limit), start];
  const inOrder = from < to ? await ports.conversations.messages(conversation, from, to) : [];
  const messages = fitting(order === 'asc' ? inOrder : inOrder.toReversed(), answerBytes);
  const next = order === 'asc' ? start + messages.length : start - messages.length;
  const hasMore = order === 'asc' ? next < messageCount : next > 0;
  return {
    messages: await withAddresses(messages, owner, ports.media),
    nextCursor: hasMore ? cursorOf(order, next) : null,
  };
}

function startOf(order: Order, cursor: string | undefined, messageCount: number): number {
  if (cursor === undefined) return order === 'asc' ? 0 : messageCount;
  const place = placeIn(cursor, order);
  if (place === undefined) throw new Failure('InvalidCursor');
  return Math.min(place, messageCount);
}
