import {
  deleteSession,
  deleteSessions,
  listMessages,
  listSessions,
  nameSession,
} from '@lisa/contracts/api/sessions.routes';
import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import { call } from '../../../platform/api.ts';
import { queryClient } from '../../../platform/queries.ts';
import { saveFile } from '../../../ui/markdown/save-file.ts';
import type { ChatMessage } from '../conversation/chat-message.ts';
import { wordsOf } from '../conversation/chat-message.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asJson, asMarkdown, fileNameOf } from './export-conversation.ts';
import type { Exported } from './export-conversation.ts';
import { titleOf } from './session-groups.ts';

const key = [listSessions.id];

type Format = 'json' | 'md';

/** Changes the list at once; gives back how to undo that if the server says no. */
function changeList(change: (all: SessionSummary[]) => SessionSummary[]): () => void {
  const before = queryClient.getQueriesData<SessionSummary[]>({ queryKey: key });
  queryClient.setQueriesData<SessionSummary[]>({ queryKey: key }, (all) => all && change(all));
  return () => {
    for (const [exact, all] of before) queryClient.setQueryData(exact, all);
  };
}

async function optimistically(
  change: (all: SessionSummary[]) => SessionSummary[],
  act: () => Promise<unknown>,
): Promise<void> {
  await queryClient.cancelQueries({ queryKey: key });
  const undo = changeList(change);
  try {
    await act();
  } catch (error) {
    undo();
    throw error;
  }
}

/** Names a conversation; rejects, with the old name back, if the server refuses. */
export const renameSession = (sessionId: string, name: string): Promise<void> =>
  optimistically(
    (all) => all.map((one) => (one.sessionId === sessionId ? { ...one, name } : one)),
    () => call(nameSession, { params: { sessionId }, body: { name } }),
  );

/** Deletes a conversation; rejects, with it back in the list, if the server refuses. */
export const removeSession = (sessionId: string): Promise<void> =>
  optimistically(
    (all) => all.filter((one) => one.sessionId !== sessionId),
    () => call(deleteSession, { params: { sessionId } }),
  );

/** Deletes all of this person's conversations; rejects, with them back in the list, if the server refuses. */
export const removeAllSessions = (): Promise<void> =>
  optimistically(
    () => [],
    () => call(deleteSessions, {}),
  );

/** Reads a whole conversation and hands it to the browser as a file. */
export async function exportSession(session: SessionSummary, format: Format): Promise<void> {
  const { sessionId } = session;
  save({ sessionId, name: titleOf(session), messages: await wholeConversation(sessionId) }, format);
}

/** The same for the conversation that is open; of a temporary one, what is shown. */
export async function exportOpen(conversation: Conversation, isTemporary: boolean, format: Format): Promise<void> {
  const { sessionId, name, turns } = conversation.view();
  const shown = turns.map(({ message }) => message);
  const [question] = shown;
  const title = titleOf({ name: name ?? null, firstHumanMessage: question ? wordsOf(question) : '' });
  save({ sessionId, name: title, messages: isTemporary ? shown : await wholeConversation(sessionId) }, format);
}

function save(exported: Exported, format: Format): void {
  const name = fileNameOf(exported.name, format);
  if (format === 'json') saveFile(name, asJson(exported), 'application/json');
  else saveFile(name, asMarkdown(exported), 'text/markdown');
}

async function wholeConversation(sessionId: string): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listMessages, { params: { sessionId }, query: { limit: 200, order: 'asc', cursor } });
    messages.push(...page.messages.map((one) => ({ ...one, id: one.id ?? `at-${one.messageIndex}` })));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return messages;
}
