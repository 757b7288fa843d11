import { listSessions, nameSession } from '@lisa/contracts/api/sessions.routes';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { aSummary, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';

const visits = chatVisits();

let chat: ChatPage;
beforeEach(async () => {
  const sessions = [aSummary('s1', 'Quorums'), aSummary('s2', 'Recipes')];
  chat = await visits.open({ prepare: (server) => server.reply(listSessions, sessions) });
});

const conversations = (): Locator => chat.page.getByRole('navigation', { name: 'Conversations' });

describe('the history', () => {
  it('is searched, and opens a conversation by its address', async () => {
    await conversations().getByRole('searchbox').fill('quo');
    await conversations().getByRole('link', { name: 'Recipes' }).waitFor({ state: 'detached' });
    await conversations().getByRole('link', { name: 'Quorums' }).click();

    await chat.page.getByText('The number of members that must agree.').waitFor();
    expect(chat.page.url()).toContain('#/ai-assistant/s1');
  });

  it('renames at once, and takes it back in words if the server refuses', async () => {
    chat.visit.excuse('responded with a status of 409');
    chat.server.refuse(nameSession, 409, 'It was changed by somebody else at the same time.');

    await chat.button('Actions for Quorums').click();
    await chat.page.getByRole('menuitem', { name: 'Rename' }).click();
    await chat.page.getByRole('textbox', { name: 'Name of the conversation' }).fill('Votes');
    await chat.page.keyboard.press('Enter');

    await chat.page.getByText('It was changed by somebody else at the same time.').waitFor();
    expect(await isSeen(conversations().getByRole('link', { name: 'Quorums' }))).toBe(true);
  });

  it('deletes after asking, by keyboard alone', async () => {
    await chat.button('Actions for Recipes').focus();

    await chat.page.keyboard.press('Enter');
    await chat.page.getByRole('menuitem', { name: 'Rename' }).and(chat.page.locator(':focus')).waitFor();
    await chat.page.keyboard.press('ArrowUp');
    await chat.page.keyboard.press('Enter');
    await chat.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');

    await conversations().getByRole('link', { name: 'Recipes' }).waitFor({ state: 'detached' });
    expect(await conversations().getByRole('listitem').getByRole('link').allTextContents()).toEqual(['Quorums']);
  });

  it('hands a conversation over as a file', async () => {
    const download = chat.page.waitForEvent('download');

    await chat.button('Actions for Quorums').click();
    await chat.page.getByRole('menuitem', { name: 'Export as Markdown' }).click();

    expect((await download).suggestedFilename()).toBe('Quorums.md');
  });
});
