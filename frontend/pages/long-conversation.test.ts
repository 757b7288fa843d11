import { getSession, listMessages, listSessions } from '@lisa/contracts/api/sessions.routes';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import { describe, expect, it } from '@jest/globals';
import { aSummary, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks } from './testing/visit.ts';
import type { SiteServer } from './testing/site-server.ts';

const visits = chatVisits();

const route = '#/ai-assistant/long';
const answerTo = (question: number): string =>
  `Answer ${question}.\n\n| at | value |\n| --- | --- |\n| noon | ${question} |\n\n\`\`\`ts\nexport const answer = ${question};\n\`\`\``;

const messages: readonly StoredMessage[] = Array.from({ length: 120 }, (_, index) => ({
  id: `m${index}`,
  messageIndex: index,
  sessionId: 'long',
  createdAt: '2026-01-01T00:00:00Z',
  ...(index % 2 === 0
    ? { type: 'human' as const, content: `Question ${index / 2 + 1}?` }
    : { type: 'ai' as const, content: answerTo((index + 1) / 2) }),
}));

/** A conversation of 60 exchanges, read in pages as the service gives them. */
function store(server: SiteServer): void {
  const summary = aSummary('long', 'Long');
  const whole = getSession.example?.reply;
  if (!whole || 'statusCode' in whole) throw new Error('The contract has no example of a conversation');
  server.reply(listSessions, [summary]);
  server.reply(getSession, {
    ...whole,
    sessionId: 'long',
    name: 'Long',
    history: messages.slice(-20),
    nextCursor: '100',
  });
  server.reply(listMessages, ({ query }) => {
    const { cursor, limit } = query as { cursor: string; limit: string };
    const from = Math.max(0, Number(cursor) - Number(limit));
    const page = messages.slice(from, Number(cursor)).toReversed();
    return { messages: page, nextCursor: from > 0 ? String(from) : null, hasMore: from > 0 };
  });
}

const pagesRead = ({ server }: ChatPage): number =>
  server.asked.filter(({ route: asked }) => asked === listMessages.id).length;
const drawn = ({ page }: ChatPage): Promise<number> => page.getByRole('article').count();

/** How far the screen jumped, as browsers measure it, in all since the page was opened. */
const shifted = ({ page }: ChatPage): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const sum = (list: PerformanceObserverEntryList): number =>
          (list.getEntries() as (PerformanceEntry & { value: number })[]).reduce((all, { value }) => all + value, 0);
        new PerformanceObserver((list) => resolve(sum(list))).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );

describe('a long conversation', () => {
  it('opens at its end, with what fits on a few screens and no jump', async () => {
    const chat = await visits.open({ route, prepare: store });

    await chat.answers.getByText('Answer 60.').waitFor();

    expect(await drawn(chat)).toBeLessThan(40);
    expect(pagesRead(chat)).toBeLessThanOrEqual(1);
    expect(await shifted(chat)).toBeLessThan(0.05);
  });

  it('grows upwards while what one reads stays in its place, down to the first word', async () => {
    const chat = await visits.open({ route, prepare: store });
    const { page } = chat;
    await chat.answers.getByText('Answer 60.').waitFor();
    const first = page.getByText('Question 1?', { exact: true });

    await page.getByRole('log').hover();
    while ((await first.count()) === 0) {
      await page.mouse.wheel(0, -700);
      await page.waitForTimeout(30);
    }

    await page.getByRole('button', { name: 'Show earlier messages' }).waitFor({ state: 'detached' });
    expect(await drawn(chat)).toBe(messages.length);
    expect(await shifted(chat)).toBeLessThan(0.1);
    expect(await page.getByRole('button', { name: 'New text below' }).count()).toBe(0);
  });

  it('keeps its place when it is drawn at the very top', async () => {
    const chat = await visits.open({ route, prepare: store });
    const { page } = chat;
    await chat.answers.getByText('Answer 60.').waitFor();

    // A jump to the top, as by the key Home: what comes then stands above it.
    await page.getByRole('log').press('Home');
    await page.waitForFunction(() => (document.querySelector('[role=log]')?.scrollTop ?? 0) > 400);

    expect(await drawn(chat)).toBeLessThan(messages.length);
  });

  it('asks once for what the server refuses, and again when somebody wants it', async () => {
    const chat = await visits.open({ route, prepare: store });
    const { page } = chat;
    chat.visit.excuse('responded with a status of 500');
    chat.server.refuse(listMessages, 500, { message: 'Later' });
    await chat.answers.getByText('Answer 60.').waitFor();
    await page.getByRole('log').press('Home');
    const again = page.getByRole('button', { name: 'Show earlier messages' });
    await again.waitFor();
    await page.waitForTimeout(1000);
    const before = pagesRead(chat);

    store(chat.server);
    await again.click();
    await page.getByText('Question 50?', { exact: true }).waitFor();

    expect(before).toBeLessThanOrEqual(1);
  });

  it.each(looks)('can be used by everybody at $name', async (look) => {
    const chat = await visits.open({ route, look, prepare: store });
    await chat.answers.getByText('Answer 60.').waitFor();
    await chat.page.locator('.hljs-keyword').first().waitFor();

    expect(await chat.visit.faults()).toEqual([]);
  });
});

const everything = Array.from(
  { length: 6 },
  (_, index) =>
    `## Part ${index}\n\nWords and **more** words.\n\n- one\n- two\n\n| name | value |\n|---|---|\n| first of all | ${index} |\n| second | 2 |\n\n` +
    `\`\`\`ts\nconst a${index} = 'b';\n\`\`\`\n\n$$\nx_${index}\n$$\n\n`,
).join('');

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

describe('a long answer', () => {
  it('does not move what one reads while it arrives', async () => {
    const chat = await visits.open();
    const model = chat.scriptedModel();
    await chat.ask('Much, please');
    await chat.button('Stop').waitFor();

    for (let at = 0; at < everything.length; at += 12) {
      model.say(everything.slice(at, at + 12));
      // As fast as it is drawn: what a stalled browser catches up on in one frame would count as one great jump.
      await chat.page.evaluate(twoFrames);
    }
    model.finish();
    await chat.button('Regenerate').waitFor();

    expect(await shifted(chat)).toBeLessThan(0.05);
  });
});
