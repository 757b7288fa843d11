import type { ServerResponse } from 'node:http';
import { listModels, type LisaModel } from '@lisa/contracts/api/models.routes';
import { appendMessages, getSession, listSessions, nameSession } from '@lisa/contracts/api/sessions.routes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { startSiteServer, type SiteServer } from './testing/site-server.ts';
import { looks, openBrowser, visit, type Look, type Visit } from './testing/visit.ts';

let browser: Browser;
let server: SiteServer;
let person: Visit;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startSiteServer();
  server.reply(listModels, { models: [aModel()] });
  server.reply(listSessions, []);
});
afterEach(async () => {
  try {
    await person.close();
  } finally {
    await server.close();
  }
});

const aModel = (fields: Partial<LisaModel> = {}): LisaModel => ({
  modelId: 'demo',
  modelName: 'openai/demo',
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  modelDescription: null,
  streaming: true,
  features: [],
  allowedGroups: [],
  hostingType: 'third_party',
  status: 'InService',
  contextWindow: null,
  last_modified_date: 1795276800000,
  ...fields,
});

const completions = 'POST /v2/serve/chat/completions';
const event = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const delta = (part: object, finish: string | null = null): string =>
  event({ id: 'c', choices: [{ index: 0, delta: part, finish_reason: finish }] });
const end =
  delta({}, 'stop') + event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } }) + event('[DONE]');

/** Writes to whoever asks, one piece when told, and knows when they hung up. */
function scriptedModel(): { say(text: string): void; finish(): void; readonly hungUp: Promise<void> } {
  let response: ServerResponse | undefined;
  const hungUp = Promise.withResolvers<void>();
  server.answer(completions, (_, given) => {
    response = given;
    given.writeHead(200, { 'content-type': 'text/event-stream' });
    given.flushHeaders();
    given.on('close', () => hungUp.resolve());
  });
  return {
    say: (text) => void response?.write(delta({ content: text })),
    finish: () => void response?.end(end),
    hungUp: hungUp.promise,
  };
}

const answerWith = (...texts: string[]): void => {
  server.answer(completions, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(delta({ content: texts.length > 1 ? texts.shift() : texts[0] }) + end);
  });
};

async function atChat(route = '#/ai-assistant', look?: Look): Promise<void> {
  person = await visit(browser, server, look, route);
  await person.signIn();
}
const prompt = (): Locator => person.page.getByRole('textbox', { name: 'Your question' });
const answers = (): Locator => person.page.getByRole('article', { name: /^Answer by/ });
const button = (name: string | RegExp): Locator => person.page.getByRole('button', { name });
async function ask(words: string): Promise<void> {
  await prompt().fill(words);
  await person.page.keyboard.press('Enter');
}
/** Browsers report every refused request; these are part of the test. */
const excuse = (status: number): void => person.excuse(`responded with a status of ${status}`);
const isSeen = async (shown: Locator): Promise<boolean> => shown.waitFor().then(() => true);
const storedTexts = (): unknown[] =>
  server.asked
    .filter(({ route }) => route === appendMessages.id)
    .flatMap(({ body }) => (body as { messages: { type: string; content: unknown }[] }).messages)
    .map(({ type, content }) => [type, content]);

describe('asking', () => {
  it('is ready to type, shows words as they arrive, and stores question and answer', async () => {
    const model = scriptedModel();
    await atChat();
    await prompt().waitFor();

    await person.page.keyboard.type('Hello?');
    await person.page.keyboard.press('Enter');
    await answers().getByText('Waiting for the model').waitFor();
    model.say('I am **he');
    await answers().getByText('I am he', { exact: true }).waitFor();
    model.say('re**.');
    await answers().getByText('I am here.', { exact: true }).waitFor();
    model.finish();
    await answers()
      .getByText(/demo · .* · 5 tokens/)
      .waitFor();

    expect(storedTexts()).toEqual([
      ['human', 'Hello?'],
      ['ai', 'I am **here**.'],
    ]);
    expect(person.page.url()).toMatch(/#\/ai-assistant\/[0-9a-f-]{36}$/);
  });

  it('stops at once by Escape, hangs up, and keeps what came', async () => {
    const model = scriptedModel();
    await atChat();
    await ask('Tell me a story');
    await button('Stop').waitFor();
    model.say('Once upon a time');
    await answers().getByText('Once upon a time').waitFor();

    await person.page.keyboard.press('Escape');

    await answers().getByText('You stopped this answer.').waitFor();
    await model.hungUp;
    expect(await answers().textContent()).toContain('Once upon a time');
    await button('Send').waitFor();
  });

  it('breaks the line by Shift+Enter, and takes typing from anywhere', async () => {
    await atChat();
    await prompt().waitFor();
    await prompt().blur();

    await person.page.keyboard.type('one');
    await person.page.keyboard.press('Shift+Enter');
    await person.page.keyboard.type('two');

    expect(await prompt().inputValue()).toBe('one\ntwo');
  });

  it('keeps the draft through a reload', async () => {
    await atChat();
    await prompt().fill('Not yet sent');

    await person.page.reload();

    await prompt().waitFor();
    expect(await prompt().inputValue()).toBe('Not yet sent');
  });
});

describe('another version', () => {
  it('keeps the edited question and its answer one arrow away', async () => {
    answerWith('First answer', 'Second answer');
    await atChat();
    await ask('Hi');
    await answers().getByText('First answer').waitFor();

    await button('Edit question').click();
    await person.page.getByRole('textbox', { name: 'Edit your question' }).fill('Ho');
    await person.page.keyboard.press('Enter');
    await answers().getByText('Second answer').waitFor();
    await button('Previous version').click();

    expect(await isSeen(answers().getByText('First answer'))).toBe(true);
    expect(await isSeen(person.page.getByText('1/2'))).toBe(true);
  });

  it('of an answer comes by Regenerate', async () => {
    answerWith('First answer', 'Second answer');
    await atChat();
    await ask('Hi');
    await answers().getByText('First answer').waitFor();

    await button('Regenerate').click();

    expect(await isSeen(answers().getByText('Second answer'))).toBe(true);
    expect(await isSeen(person.page.getByText('2/2'))).toBe(true);
  });
});

describe('what goes wrong', () => {
  it.each([
    [401, {}, 'Your sign-in has ended.', 'Sign in again'],
    [404, { error: { code: 'model_not_found' } }, 'This model is not available to you any more.', 'Try again'],
    [413, {}, 'The question is too large to send.', 'Try again'],
    [503, {}, 'The service is busy or restarting.', 'Try again'],
  ])('is a sentence and one button for %i', async (status, body, title, remedy) => {
    server.answer(completions, (_, response) => void response.writeHead(status).end(JSON.stringify(body)));
    await atChat();
    excuse(status);

    await ask('Hi');

    const alert = person.page.getByRole('alert').filter({ hasText: title });
    expect(await isSeen(alert.getByRole('button', { name: remedy, exact: true }))).toBe(true);
  });

  it('waits as long as it was told to, then asks again', async () => {
    server.answer(completions, (_, response) => {
      response.writeHead(429, { 'retry-after': '2' }).end('{}');
      answerWith('At last');
    });
    await atChat();
    excuse(429);
    await ask('Hi');
    expect(await button(/Try again in \d s/).isDisabled()).toBe(true);

    await button('Try again').click();

    expect(await isSeen(answers().getByText('At last'))).toBe(true);
  });

  it('keeps an answer that was cut, says so, and can ask again', async () => {
    server.answer(completions, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(delta({ content: 'Half an ans' }) + 'data: {"choi');
    });
    await atChat();
    await ask('Hi');
    await answers().getByText('The connection ended before the answer was complete.').waitFor();
    expect(await answers().textContent()).toContain('Half an ans');

    answerWith('A whole answer');
    await button('Try again').click();

    await answers().getByText('A whole answer').waitFor();
  });

  it('says that nothing is stored yet, keeps it through a reload, and stores it then', async () => {
    answerWith('Kept');
    server.refuse(appendMessages, 503, 'busy');
    await atChat();
    excuse(503);
    await ask('Do not lose me');
    await person.page
      .getByRole('alert')
      .getByText(/Not stored yet/)
      .waitFor();
    await answers().getByText('Kept').waitFor();

    server.reply(getSession, { statusCode: 404, body: '{"error":"Session not found"}' });
    server.reply(appendMessages, { message: 'Successfully appended 2 messages' });
    await person.page.reload();

    await answers().getByText('Kept').waitFor();
    await expect(eventually(() => storedTexts().slice(-2))).resolves.toEqual([
      ['human', 'Do not lose me'],
      ['ai', 'Kept'],
    ]);
  });

  it('does not tell whose a conversation is that is not one’s own', async () => {
    server.reply(getSession, { statusCode: 404, body: '{"error":"Session not found"}' });

    await atChat('#/ai-assistant/somebody-elses');

    expect(await isSeen(person.page.getByRole('heading', { name: 'This conversation is not here' }))).toBe(true);
  });

  it('refuses a paste of 6 MB beside the question, which stays', async () => {
    await atChat();
    await prompt().fill('Summarise this');
    await person.page.evaluate(() => navigator.clipboard.writeText('x'.repeat(6 * 1024 * 1024)));

    await prompt().focus();
    await person.page.keyboard.press('ControlOrMeta+v');

    await person.page.getByText('6.0 MB is more than one question can hold').waitFor();
    expect(await prompt().inputValue()).toBe('Summarise this');
    expect(await button('Send').isDisabled()).toBe(true);
  });
});

/** The value once two looks at it agree on something, or the last one. */
async function eventually(look: () => unknown[]): Promise<unknown[]> {
  for (let tries = 0; look().length < 2 && tries < 40; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return look();
}

describe('choosing a model', () => {
  it('shows what each can do, and why one cannot be chosen', async () => {
    const models = [
      aModel({ features: [{ name: 'toolCalls', overview: '' }] }),
      aModel({ modelId: 'seeing', features: [{ name: 'imageInput', overview: '' }], contextWindow: 128000 }),
      aModel({ modelId: 'asleep', status: 'Stopped' }),
    ];
    server.reply(listModels, { models });
    await atChat();

    await button(/^Model:/).click();
    const asleep = person.page.getByRole('option', { name: /asleep/ });
    expect(await asleep.getAttribute('aria-disabled')).toBe('true');
    expect(await asleep.textContent()).toContain('Stopped');
    await person.page.getByRole('option', { name: /seeing.*images · 128k context/ }).click();

    await button('Model: seeing').waitFor();
  });

  it('tells an administrator how to begin when there is none', async () => {
    server.reply(listModels, { models: [] });

    await atChat();

    await person.page.getByRole('heading', { name: 'There is no model yet' }).waitFor();
    expect(await isSeen(person.page.getByRole('link', { name: 'Add a model' }))).toBe(true);
  });
});

const aSummary = (sessionId: string, name: string) => {
  const at = new Date().toISOString();
  const times = { startTime: at, createTime: at, lastUpdated: at };
  const counts = { totalTokensUsed: 0, compactionMessageIndex: null, tokensUsedSinceCompaction: 0 };
  return { sessionId, name, firstHumanMessage: name, ...times, ...counts, isEncrypted: false, projectId: null };
};

describe('the history', () => {
  const conversations = (): Locator => person.page.getByRole('navigation', { name: 'Conversations' });
  beforeEach(() => server.reply(listSessions, [aSummary('s1', 'Quorums'), aSummary('s2', 'Recipes')]));

  it('is searched, and opens a conversation by its address', async () => {
    await atChat();

    await conversations().getByRole('searchbox').fill('quo');
    expect(await conversations().getByRole('link').allTextContents()).toEqual(['Quorums']);
    await conversations().getByRole('link', { name: 'Quorums' }).click();

    await person.page.getByText('The number of members that must agree.').waitFor();
    expect(person.page.url()).toContain('#/ai-assistant/s1');
  });

  it('renames at once, and takes it back in words if the server refuses', async () => {
    await atChat();
    excuse(409);
    server.refuse(nameSession, 409, 'It was changed by somebody else at the same time.');

    await button('Actions for Quorums').click();
    await person.page.getByRole('menuitem', { name: 'Rename' }).click();
    await person.page.getByRole('textbox', { name: 'Name of the conversation' }).fill('Votes');
    await person.page.keyboard.press('Enter');

    await person.page.getByText('It was changed by somebody else at the same time.').waitFor();
    expect(await isSeen(conversations().getByRole('link', { name: 'Quorums' }))).toBe(true);
  });

  it('deletes after asking, by keyboard alone', async () => {
    await atChat();
    await button('Actions for Recipes').focus();

    await person.page.keyboard.press('Enter');
    await person.page.getByRole('menuitem', { name: 'Rename' }).and(person.page.locator(':focus')).waitFor();
    await person.page.keyboard.press('ArrowUp');
    await person.page.keyboard.press('Enter');
    await person.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

    await conversations().getByRole('link', { name: 'Recipes' }).waitFor({ state: 'detached' });
    expect(await conversations().getByRole('link').allTextContents()).toEqual(['Quorums']);
  });
});

const everything = `Words, \`code\` and **bold**.\n\n### Head\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\`\`\`ts\nconst a = 'b'; // c\n\`\`\`\n\n$$\nx^2\n$$\n\n> quote`;

describe('an answer with everything in it', () => {
  it.each(looks)('is accessible, readable and not too wide at $name', async (look) => {
    answerWith(everything);
    await atChat(undefined, look);

    await ask('Show me everything');
    await button('Regenerate').waitFor();
    await person.page.locator('.katex').first().waitFor();
    await person.page.locator('.hljs-string').waitFor();

    expect(await person.axeViolations()).toEqual([]);
    expect(await person.isTooWide()).toBe(false);
  });

  it('never runs what a model writes', async () => {
    answerWith(
      '<img src=x onerror="document.title=\'run\'"> [click](javascript:alert(1)) ![spy](https://example.com/pixel.png)',
    );
    await atChat();

    await ask('Attack me');
    await button('Regenerate').waitFor();

    expect(await answers().getByText('<img src=x').count()).toBe(1);
    expect(await answers().locator('img').count()).toBe(0);
    expect(await answers().getByRole('link').allTextContents()).toEqual(['Picture: spy']);
    expect(await person.page.title()).not.toBe('run');
  });
});
