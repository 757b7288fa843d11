import type { ServerResponse } from 'node:http';
import { listModels } from '@lisa/contracts/api/models.routes';
import { appendMessages, listSessions } from '@lisa/contracts/api/sessions.routes';
import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import type { Browser, Locator, Page } from 'playwright-core';
import { aModel } from './a-model.ts';
import { startSiteServer, type SiteServer } from './site-server.ts';
import { visit, type Look, type Visit } from './visit.ts';

export { aModel } from './a-model.ts';

const completions = 'POST /v2/serve/chat/completions';
const event = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** A piece of an answer as a model streams it. */
export const delta = (part: object, finish: string | null = null): string =>
  event({ id: 'c', choices: [{ index: 0, delta: part, finish_reason: finish }] });

const end =
  delta({}, 'stop') + event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } }) + event('[DONE]');

export function aSummary(sessionId: string, name: string): SessionSummary {
  const at = new Date().toISOString();
  const times = { startTime: at, createTime: at, lastUpdated: at };
  const counts = { totalTokensUsed: 0, compactionMessageIndex: null, tokensUsedSinceCompaction: 0 };
  return { sessionId, name, firstHumanMessage: name, ...times, ...counts, isEncrypted: false, projectId: null };
}

/** A model that says what it is told to, when it is told to. */
export interface ScriptedModel {
  say(text: string): void;
  finish(): void;
  /** The page closed the connection. */
  readonly hungUp: Promise<void>;
}

/** Somebody in front of the chat, and what a test does with it. */
export interface ChatPage {
  readonly server: SiteServer;
  readonly visit: Visit;
  readonly page: Page;
  readonly prompt: Locator;
  readonly answers: Locator;
  button(name: string | RegExp): Locator;
  ask(words: string): Promise<void>;
  scriptedModel(): ScriptedModel;
  /** Answers each question with the next text, the last one for ever. */
  answerWith(...texts: string[]): void;
  /** Answers with this status, and this body. */
  refuse(status: number, body?: unknown, headers?: Record<string, string>): void;
  /** Breaks off after these bytes. */
  breakOffAfter(bytes: string): void;
  /** Messages that were sent to be stored, as type and content. */
  stored(): unknown[];
  close(): Promise<void>;
}

/** Opens the chat, signed in, with one model and no conversations unless `prepare` says otherwise. */
export async function atChat(
  browser: Browser,
  options: { readonly route?: string; readonly look?: Look; prepare?(server: SiteServer): void } = {},
): Promise<ChatPage> {
  const server = await startSiteServer();
  server.reply(listModels, { models: [aModel()] });
  server.reply(listSessions, []);
  options.prepare?.(server);
  const visitor = await visit(browser, server, options.look, options.route ?? '#/ai-assistant');
  await visitor.signIn();
  const { page } = visitor;
  const prompt = page.getByRole('textbox', { name: 'Your question' });
  return {
    server,
    visit: visitor,
    page,
    prompt,
    answers: page.getByRole('article', { name: /^Answer by/ }),
    button: (name) => page.getByRole('button', { name }),
    async ask(words) {
      await prompt.fill(words);
      await page.keyboard.press('Enter');
    },
    ...modelOf(server, visitor),
    stored: () => storedBy(server),
    async close() {
      try {
        await visitor.close();
      } finally {
        await server.close();
      }
    },
  };
}

const streamOn = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });

function modelOf(
  server: SiteServer,
  visitor: Visit,
): Pick<ChatPage, 'answerWith' | 'refuse' | 'breakOffAfter' | 'scriptedModel'> {
  return {
    answerWith: (...texts) =>
      server.answer(completions, (_, response) => {
        const content = texts.length > 1 ? texts.shift() : texts[0];
        streamOn(response).end(delta({ content }) + end);
      }),
    refuse: (status, body = {}, headers = {}) => {
      visitor.excuse(`responded with a status of ${status}`);
      server.answer(completions, (_, response) => void response.writeHead(status, headers).end(JSON.stringify(body)));
    },
    breakOffAfter: (bytes) => server.answer(completions, (_, response) => void streamOn(response).end(bytes)),
    scriptedModel: () => {
      let response: ServerResponse | undefined;
      const hungUp = Promise.withResolvers<void>();
      server.answer(completions, (_, given) => {
        response = streamOn(given);
        given.flushHeaders();
        given.on('close', () => hungUp.resolve());
      });
      return {
        say: (text) => void response?.write(delta({ content: text })),
        finish: () => void response?.end(end),
        hungUp: hungUp.promise,
      };
    },
  };
}

const storedBy = ({ asked }: SiteServer): unknown[] =>
  asked
    .filter(({ route }) => route === appendMessages.id)
    .flatMap(({ body }) => (body as { messages: { type: string; content: unknown }[] }).messages)
    .map(({ type, content }) => [type, content]);

/** Whether something is on the page, or comes to be in time. */
export const isSeen = async (shown: Locator): Promise<boolean> =>
  shown
    .first()
    .waitFor()
    .then(() => true);
