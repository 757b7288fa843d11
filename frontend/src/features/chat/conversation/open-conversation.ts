import { listModels } from '@lisa/contracts/api/models.routes';
import { appendMessages, getSession, listMessages, listSessions } from '@lisa/contracts/api/sessions.routes';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import { authorizedFetch, call } from '../../../platform/api.ts';
import { queryClient } from '../../../platform/queries.ts';
import { Refusal, wordsFor } from '../../../platform/refusal.ts';
import type { ChatMessage } from './chat-message.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPorts, StoredPage } from './conversation.ts';
import { keepOf } from './keep.ts';
import type { SaveProblem } from './save-queue.ts';
import { defaultSettings, settingsOf } from './settings.ts';
import type { ChatSettings } from './settings.ts';

const open = new Map<string, Conversation>();

/** The conversation with this id: the one this tab has open already, or a new one for this person. */
export function conversationOf(sessionId: string, username: string, settings: ChatSettings): Conversation {
  const key = `${username}/${sessionId}`;
  const known = open.get(key);
  if (known) return known;
  const conversation = new Conversation(sessionId, settings, portsOf(sessionId, username));
  open.set(key, conversation);
  return conversation;
}

/** Stores what earlier visits could not store, of conversations that may never be opened again. */
export function storeLeftOvers(username: string): void {
  const prefix = 'unsaved/';
  for (const key of keepOf(username).keys()) {
    if (key.startsWith(prefix)) conversationOf(key.slice(prefix.length), username, defaultSettings).saveAgain();
  }
}

/** Forgets a conversation that was deleted. */
export function forgetConversation(sessionId: string, username: string): void {
  open.get(`${username}/${sessionId}`)?.stop();
  open.delete(`${username}/${sessionId}`);
  keepOf(username).write(`unsaved/${sessionId}`, '');
  keepOf(username).write(`draft/${sessionId}`, '');
}

const portsOf = (sessionId: string, username: string): ConversationPorts => ({
  now: () => performance.now(),
  nextFrame,
  newId: () => crypto.randomUUID(),
  send: (body, signal) =>
    authorizedFetch('/v2/serve/chat/completions', {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', 'x-session-id': sessionId },
      body: JSON.stringify(body),
    }),
  read: (cursor) => (cursor === undefined ? newest(sessionId) : before(sessionId, cursor)),
  append: async ({ messages, configuration }) => {
    await call(appendMessages, { params: { sessionId }, body: { messages: [...messages], configuration } });
  },
  problemOf,
  keep: keepOf(username),
  later,
  wordsFor,
  stored: () => noteStored(sessionId),
});

/** Frames do not come while a tab is hidden, and an answer goes on there too. */
function nextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 250);
  else requestAnimationFrame(run);
}

/** Again after a while, or as soon as the network is back. */
function later(run: () => void, milliseconds: number): () => void {
  const forget = (): void => {
    clearTimeout(timer);
    window.removeEventListener('online', now);
  };
  const now = (): void => {
    forget();
    run();
  };
  const timer = setTimeout(now, milliseconds);
  window.addEventListener('online', now);
  return forget;
}

function problemOf(error: unknown): SaveProblem {
  const isFinal = error instanceof Refusal && [400, 403, 404, 413, 422].includes(error.status);
  if (isFinal) return { kind: 'refused', words: `Not stored: ${error.message}` };
  if (error instanceof Refusal && error.status === 401) {
    return { kind: 'later', words: 'Not stored yet: sign in again. It is kept in this browser until then.' };
  }
  return { kind: 'later', words: 'Not stored yet. It is kept in this browser and will be stored as soon as possible.' };
}

const withId = (message: StoredMessage): ChatMessage => ({
  ...message,
  id: message.id ?? `at-${message.messageIndex}`,
});

async function newest(sessionId: string): Promise<StoredPage | undefined> {
  const session = await call(getSession, { params: { sessionId } });
  if ('statusCode' in session) return undefined;
  return {
    messages: session.history.map(withId),
    earlier: session.nextCursor ?? undefined,
    settings: session.configuration === null ? undefined : settingsOf(session.configuration),
    name: session.name ?? undefined,
  };
}

async function before(sessionId: string, cursor: string): Promise<StoredPage> {
  const page = await call(listMessages, { params: { sessionId }, query: { cursor, limit: 20 } });
  return {
    messages: page.messages.map(withId).reverse(),
    earlier: page.nextCursor ?? undefined,
    settings: undefined,
    name: undefined,
  };
}

/** The list in the sidebar learns of a new conversation, and moves an old one up without being read again. */
function noteStored(sessionId: string): void {
  const lastUpdated = new Date().toISOString();
  let isKnown = false;
  queryClient.setQueriesData<SessionSummary[]>({ queryKey: [listSessions.id] }, (all) => {
    const found = all?.find((one) => one.sessionId === sessionId);
    if (!all || !found) return all;
    isKnown = true;
    return [{ ...found, lastUpdated }, ...all.filter((one) => one !== found)];
  });
  if (!isKnown) void queryClient.invalidateQueries({ queryKey: [listSessions.id] });
}

/** A model that answered "not found" may have gone: the list of models is read again. */
export const rereadModels = (): void => void queryClient.invalidateQueries({ queryKey: [listModels.id] });
