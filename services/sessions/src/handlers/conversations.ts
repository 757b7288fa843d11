import type * as routes from '@lisa/contracts/api/sessions/conversations.routes';
import type * as messageRoutes from '@lisa/contracts/api/sessions/messages.routes';
import { Failure } from '@lisa/kit/failure';
import type { Answers } from '@lisa/kit/http/api';
import type { Ports } from '../ports.ts';
import { attachImage } from '../use-cases/attach-image.ts';
import { compactSession } from '../use-cases/compact-session.ts';
import { deleteSession, deleteSessions } from '../use-cases/delete-sessions.ts';
import { getSession, listMessages, listSessions } from '../use-cases/read-session.ts';
import { appendMessages, nameSession, putSession } from '../use-cases/write-session.ts';
import { sessionView, summaryView, unknownSession } from './views.ts';

type Conversations = Answers<typeof routes & typeof messageRoutes>;

/** Everything is the caller's own: whose it is comes from the verified user name, never from a request. */
export const conversations = (ports: Ports): Conversations => ({
  listSessions: async ({ caller }) => (await listSessions(caller.username, ports)).map(summaryView),

  deleteSessions: async ({ caller }) => {
    await deleteSessions(caller.username, ports);
    return { deleted: true };
  },

  getSession: async ({ caller, params }) => {
    try {
      const { conversation, page } = await getSession(caller, params.sessionId, ports);
      return sessionView(conversation, page);
    } catch (error) {
      if (error instanceof Failure && error.code === 'SessionNotFound') return unknownSession;
      throw error;
    }
  },

  putSession: async ({ caller, params, body }) => {
    await putSession(caller.username, params.sessionId, body, ports);
    return { message: 'Session updated successfully' };
  },

  deleteSession: async ({ caller, params }) => ({
    deleted: await deleteSession(caller.username, params.sessionId, ports),
  }),

  nameSession: async ({ caller, params, body }) => {
    await nameSession(caller.username, params.sessionId, body.name, ports);
    return { message: 'Session name updated successfully' };
  },

  attachImage: async ({ caller, params, body: { message } }) => {
    const image_url = await attachImage(caller.username, params.sessionId, message.image_url, ports);
    return { statusCode: 200, body: { ...message, image_url } };
  },

  appendMessages: async ({ caller, params, body }) => {
    await appendMessages(caller.username, params.sessionId, body, ports);
    return { message: `Successfully appended ${body.messages.length} messages` };
  },

  compactSession: async ({ caller, credentials, params, body }) => {
    const asking = { owner: caller.username, credentials };
    const { index, summary, systemPrompt } = await compactSession(asking, params.sessionId, body.modelId, ports);
    return { summaryMessageIndex: index, summaryContent: summary, compactionMessageIndex: index, systemPrompt };
  },

  listMessages: async ({ caller, params, query }) => {
    const { messages, nextCursor } = await listMessages(caller.username, params.sessionId, query, ports);
    return { messages: [...messages], nextCursor, hasMore: nextCursor !== null };
  },
});
