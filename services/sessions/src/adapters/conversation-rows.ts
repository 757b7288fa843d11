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
  owner: ownerKey(owner),
  sessionId,
});

export const historyOf = ({ owner, sessionId, historyId }: Leftover | Conversation): string =>
  historyKey(owner, sessionId, historyId);

/** One row per conversation; what was said, and set up, in `content`. */
export async function conversationRow(conversation: Conversation, cipher: ContentCipher): Promise<Row> {
  const { owner: username, configuration, firstHumanMessage, ...fields } = conversation;
  const content = await cipher.seal(conversation, { configuration, firstHumanMessage });
  return { ...fields, ...keyOf(conversation), username, ...content, storageVersion: '2.0' };
}

export async function conversationOf(row: Row, cipher: ContentCipher): Promise<Conversation> {
  const { text, sealed, username, storageVersion: _, ...fields } = row as Row & Content & { username: string };
  const known = { ...fields, owner: username } as Omit<Conversation, 'configuration' | 'firstHumanMessage'>;
  const content = await cipher.open(known, { text, sealed } as Content);
  return { ...known, ...(content as Pick<Conversation, 'configuration' | 'firstHumanMessage'>) };
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
export const leftoverRow = ({ owner: username, sessionId, ...rest }: Leftover, at: string): Row => ({
  ...rest,
  owner: leftoversKey,
  sessionId: historyKey(username, sessionId, rest.historyId),
  username,
  of: sessionId,
  at,
});

export const leftoverOf = (row: Row): Leftover => ({
  owner: String(row['username']),
  sessionId: String(row['of']),
  historyId: String(row['historyId']),
  withImages: row['withImages'] === true,
});
