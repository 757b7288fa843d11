import type { Message, StoredMessage } from '@lisa/contracts/vocabulary/message';
import type { Conversation } from '../domain/conversation.ts';
import { historyKey, ownerKey } from '../domain/keys.ts';
import { contentOf, type DatedMessage } from '../domain/message.ts';
import type { Leftover } from '../ports.ts';
import type { Content, ContentCipher } from './content-cipher.ts';

type Row = Record<string, unknown>;

/** Where leftovers are listed; no person's key begins like this. */
export const leftoversKey = 'leftovers';

/** Places sort as texts. */
export const placeKey = (index: number): string => String(index).padStart(10, '0');

export const keyOf = ({ owner, sessionId }: Pick<Conversation, 'owner' | 'sessionId'>) => ({
  ownerKey: ownerKey(owner),
  sessionId,
});

export const historyOf = ({ owner, sessionId, historyId }: Leftover | Conversation): string =>
  historyKey(owner, sessionId, historyId);

/** One row per conversation; what was said, and set up, in `content`. */
export async function conversationRow(conversation: Conversation, cipher: ContentCipher): Promise<Row> {
  const { configuration, firstHumanMessage, ...fields } = conversation;
  const content = await cipher.seal(conversation, { configuration, firstHumanMessage });
  return { ...fields, ...keyOf(conversation), ...content, storageVersion: '2.0' };
}

export async function conversationOf(row: Row, cipher: ContentCipher): Promise<Conversation> {
  const { ownerKey: _, storageVersion: __, text, sealed, ...fields } = row;
  const known = fields as unknown as Conversation;
  const content = (await cipher.open(known, { text, sealed } as Content)) as Partial<Conversation>;
  return { ...known, ...content };
}

/** One row per message, below its history. */
export async function messageRow(
  conversation: Conversation,
  message: DatedMessage,
  index: number,
  cipher: ContentCipher,
): Promise<Row> {
  const content = await cipher.seal(conversation, contentOf(message));
  return { history: historyOf(conversation), place: placeKey(index), createdAt: message.createdAt, ...content };
}

export async function messageOf(conversation: Conversation, row: Row, cipher: ContentCipher): Promise<StoredMessage> {
  const message = (await cipher.open(conversation, row as Content)) as Message;
  const { sessionId } = conversation;
  return { ...message, sessionId, messageIndex: Number(row['place']), createdAt: String(row['createdAt']) };
}

/** One row per history that nobody can reach. */
export const leftoverRow = (leftover: Leftover, at: string): Row => ({ ...leftover, ...leftoverKey(leftover), at });

/** `sessionId` is part of the key, where it has to tell histories apart. */
export const leftoverKey = (leftover: Leftover) => ({ ownerKey: leftoversKey, sessionId: historyOf(leftover) });

export const leftoverOf = (row: Row): Leftover => ({
  owner: String(row['owner']),
  sessionId: String(row['sessionId']).split('/').at(-2) ?? '',
  historyId: String(row['historyId']),
  withImages: row['withImages'] === true,
});

/** The messages of a conversation as they are now, once it has moved on to others. */
export const outdated = ({ owner, sessionId, historyId }: Conversation): Leftover => ({
  owner,
  sessionId,
  historyId,
  withImages: false,
});
