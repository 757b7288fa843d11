import { listModels } from '@lisa/contracts/api/models.routes';
import { appendMessages, getSession, listMessages, listSessions } from '@lisa/contracts/api/sessions.routes';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import { authorizedFetch, call } from '../../../platform/api.ts';
import { configurationNow } from '../../../platform/configuration.ts';
import { queryClient } from '../../../platform/queries.ts';
import { Refusal, wordsFor } from '../../../platform/refusal.ts';
import type { ChatMessage } from './chat-message.ts';
import { compactStored } from './compact-stored.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPorts, StoredPage } from './conversation.ts';
import { keepOf } from './keep.ts';
import type { Keep } from './keep.ts';
import { imagesOf } from './image-store.ts';
import type { SaveProblem } from './save-queue.ts';
import { defaultSettings, permitted, settingsOf } from './settings.ts';
import type { ChatSettings } from './settings.ts';
import { forgetUnsaved, unsavedSessions } from './unsaved-store.ts';

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

/** A conversation that is stored nowhere: neither at the server nor in this browser. Whoever lets go of it loses it. */
export function temporaryConversation(keep: Keep, username: string, settings: ChatSettings): Conversation {
  const id = crypto.randomUUID();
  return new Conversation(id, settings, {
    ...portsOf(id, username),
    // Without a session id: nothing outside of this page connects its questions.
    send: (body, signal) => complete(body, signal, {}),
    append: () => Promise.resolve(),
    compact: undefined,
    keep,
    stored: () => undefined,
  });
}

/** Stores what earlier visits could not store, of conversations that may never be opened again. */
export function storeLeftOvers(username: string): void {
  for (const sessionId of unsavedSessions(keepOf(username)))
    conversationOf(sessionId, username, defaultSettings).saveAgain();
}

/** Forgets a conversation that was deleted. */
export function forgetConversation(sessionId: string, username: string): void {
  open.get(`${username}/${sessionId}`)?.stop();
  open.delete(`${username}/${sessionId}`);
  forgetUnsaved(sessionId, keepOf(username));
  keepOf(username).write(`draft/${sessionId}`, '');
}

const portsOf = (sessionId: string, username: string, images = imagesOf(sessionId)): ConversationPorts => ({
  now: () => performance.now(),
  nextFrame,
  newId: () => crypto.randomUUID(),
  send: async (body, signal) => complete(await images.inRequest(body), signal, { 'x-session-id': sessionId }),
  permitted: (settings) => permitted(settings, configurationNow().enabledComponents),
  read: (cursor) => (cursor === undefined ? newest(sessionId) : before(sessionId, cursor)),
  append: async ({ messages, configuration }) => {
    const stored = await Promise.all(messages.map(images.stored));
    await call(appendMessages, { params: { sessionId }, body: { messages: stored, configuration } });
  },
  compact: (modelId) => compactStored(sessionId, modelId),
  problemOf,
  keep: keepOf(username),
  later,
  wordsFor,
  stored: () => noteStored(sessionId),
});

/** Forgets every conversation: all of them were deleted. */
export function forgetAll(username: string): void {
  const prefix = `${username}/`;
  const ids = [...open.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  for (const id of ids) forgetConversation(id, username);
}

const complete = (body: object, signal: AbortSignal, headers: Readonly<Record<string, string>>): Promise<Response> =>
  authorizedFetch('/v2/serve/chat/completions', {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
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
  const isOfThisMessage = error instanceof Refusal && [400, 413, 422].includes(error.status);
  if (isOfThisMessage) return { kind: 'refused', words: error.message };
  if (error instanceof Refusal && error.status === 401) {
    return { kind: 'later', words: 'Not stored yet: sign in again. It is kept in this browser until then.' };
  }
  if (error instanceof Refusal && error.status < 500 && error.status !== 429)
    return { kind: 'later', words: `Not stored: ${error.message} It is kept in this browser.` };
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
    isCompacted: session.compactionMessageIndex !== null,
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
