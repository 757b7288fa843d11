import { readFile } from 'node:fs/promises';
import { getSession, listMessages, listSessions } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import type { Download } from 'playwright-core';
import { aSummary, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks } from './testing/visit.ts';

const visits = chatVisits();

const { history } = getSession.example.reply;
const [question, answer] = history;
const answered = answer?.content as string;
const earlier = [{ ...question!, id: 'q0', content: 'An earlier question', messageIndex: 0 }];

const atConversation = (look: (typeof looks)[number] = looks[0]): Promise<ChatPage> =>
  visits.open({
    look,
    route: '#/ai-assistant/s1',
    prepare: (server) => {
      server.reply(listSessions, [aSummary('s1', 'Quorums')]);
      server.reply(getSession, { ...getSession.example.reply, nextCursor: 'before', hasMoreMessages: true });
      server.reply(listMessages, ({ query }) => ({
        messages: query['order'] === 'asc' ? [...earlier, ...history] : earlier,
        nextCursor: null,
        hasMore: false,
      }));
    },
  });

const choose = async (chat: ChatPage, item: string): Promise<void> => {
  await chat.button('Actions for Quorums').click();
  await chat.page.getByRole('menuitem', { name: item }).click();
};

const contentOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');

describe('exporting a conversation', () => {
  it('as JSON gives all of it, as it is stored', async () => {
    const chat = await atConversation();
    const download = chat.page.waitForEvent('download');

    await choose(chat, 'Export as JSON');

    const exported: unknown = JSON.parse(await contentOf(await download));
    expect(exported).toMatchObject({ sessionId: 's1', name: 'Quorums', messages: [{ id: 'q0' }, {}, {}] });
  });

  it('as Markdown gives it as a text', async () => {
    const chat = await atConversation();
    const download = chat.page.waitForEvent('download');

    await choose(chat, 'Export as Markdown');

    const text = await contentOf(await download);
    expect(text.startsWith('# Quorums\n\n## You\n\nAn earlier question\n\n## You\n\n')).toBe(true);
    expect(text).toContain(answered);
  });
});

describe('printing a conversation', () => {
  it('reads all of it first, then opens the browser’s dialog once', async () => {
    const chat = await atConversation();
    await chat.page.evaluate(() => {
      window.print = () => void (document.title = `printed with ${document.querySelectorAll('article').length} parts`);
    });

    await choose(chat, 'Print, or save as PDF');
    await chat.page.waitForFunction(() => document.title.startsWith('printed'));

    expect(await chat.page.title()).toBe('printed with 3 parts');
    expect(await chat.page.evaluate(() => JSON.stringify(window.history.state))).not.toContain('print');
  });

  it.each(looks.filter(({ name }) => name.endsWith('dark')))(
    'shows the conversation only, dark on white, from $name',
    async (look) => {
      const chat = await atConversation(look);
      await chat.answers.first().waitFor();

      await chat.page.emulateMedia({ media: 'print', colorScheme: look.colorScheme });
      const title = await chat.page.getByRole('heading', { name: 'Quorums' }).boundingBox();
      expect(title?.height).toBeGreaterThan(16);
      await visits.shoot(`printed-${look.name}`);

      for (const chrome of ['banner', 'navigation', 'form', 'button'] as const) {
        expect(await chat.page.getByRole(chrome).filter({ visible: true }).count()).toBe(0);
      }
      expect(await chat.answers.getByText(answered).isVisible()).toBe(true);
      const paper = await chat.page.evaluate(() => getComputedStyle(document.querySelector('.chat')!).backgroundColor);
      expect(paper).toBe('rgb(255, 255, 255)');
    },
  );

  it('fills as many pages as it needs', async () => {
    const chat = await visits.open();
    chat.answerWith(Array.from({ length: 120 }, (_, index) => `Line ${index}.`).join('\n\n'));
    await chat.ask('A long answer');
    await chat.button('Regenerate').waitFor();

    const pdf = (await chat.page.pdf({ format: 'A4' })).toString('latin1');

    expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(3);
  });
});
