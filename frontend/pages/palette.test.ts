import { listModels } from '@lisa/contracts/api/models.routes';
import { listPromptTemplates } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import { listSessions } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { aModel, aSummary, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks, type Look } from './testing/visit.ts';

const visits = chatVisits();

const atWork = (route?: string, look?: Look): Promise<ChatPage> =>
  visits.open({
    ...(route !== undefined && { route }),
    ...(look && { look }),
    prepare: (server) => {
      server.reply(listModels, { models: [aModel(), aModel({ modelId: 'clever' })] });
      server.reply(listSessions, [aSummary('s1', 'Quorums'), aSummary('s2', 'Recipes')]);
    },
  });

const field = ({ page }: ChatPage): Locator => page.getByRole('combobox', { name: 'Find or do anything' });
const found = ({ page }: ChatPage): Locator => page.getByRole('listbox', { name: 'Found' }).getByRole('option');

async function openPalette(chat: ChatPage): Promise<void> {
  await chat.prompt.or(chat.page.getByRole('heading').first()).first().waitFor();
  await chat.page.keyboard.press('ControlOrMeta+k');
  await field(chat).and(chat.page.locator(':focus')).waitFor();
}

/** Opens the palette, types, and takes the first of what is found. */
async function run(chat: ChatPage, words: string, first: string): Promise<void> {
  await openPalette(chat);
  await field(chat).fill(words);
  await found(chat).first().filter({ hasText: first }).waitFor();
  await chat.page.keyboard.press('Enter');
  await field(chat).waitFor({ state: 'detached' });
}

describe('the palette', () => {
  it('opens a conversation', async () => {
    const chat = await atWork();

    await run(chat, 'quor', 'Quorums');

    await chat.page.getByText('The number of members that must agree.').waitFor();
    expect(chat.page.url()).toContain('#/ai-assistant/s1');
  });

  it('chooses a model for the open conversation, and gives the focus back to the question', async () => {
    const chat = await atWork();

    await run(chat, 'clever', 'clever');

    await chat.button('Model: clever').waitFor();
    expect(await isSeen(chat.prompt.and(chat.page.locator(':focus')))).toBe(true);
  });

  it('takes a persona', async () => {
    const chat = await atWork();
    const [{ title }] = listPromptTemplates.example.reply.Items;

    await run(chat, title, title);

    expect(await isSeen(chat.button(`Persona: ${title}`))).toBe(true);
  });

  it.each([
    ['new', 'New chat', '#/ai-assistant'],
    ['incognito', 'Temporary chat', '#/temporary-chat'],
    ['configuration', 'Configuration', '#/configuration'],
  ])('does what “%s” asks for: %s', async (words, first, address) => {
    const chat = await atWork('#/prompt-templates');

    await run(chat, words, first);

    await chat.page.waitForURL((url) => url.hash === address);
    expect(await chat.page.getByRole('dialog').count()).toBe(0);
  });

  it('changes the appearance', async () => {
    const chat = await atWork();

    await run(chat, 'dark', 'Dark appearance');

    expect(await chat.page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
  });

  it('exports the conversation that is open', async () => {
    const chat = await atWork('#/ai-assistant/s1');
    await chat.page.getByText('The number of members that must agree.').waitFor();
    const download = chat.page.waitForEvent('download');

    await run(chat, 'json', 'Export as JSON');

    expect((await download).suggestedFilename()).toBe('Quorums.json');
  });

  it('signs out', async () => {
    const chat = await atWork();

    await run(chat, 'sign out', 'Sign out');

    expect(await isSeen(chat.button('Sign in'))).toBe(true);
  });

  it('opens by a button, moves by arrow keys, says what is active, and closes by Escape', async () => {
    const chat = await atWork();
    await chat.prompt.waitFor();
    await chat.button('Find or do anything').click();
    await found(chat).first().waitFor();

    await chat.page.keyboard.press('ArrowUp');
    const active = await field(chat).getAttribute('aria-activedescendant');
    expect(active).toBe(await found(chat).last().getAttribute('id'));
    expect(await found(chat).last().getAttribute('aria-selected')).toBe('true');
    await chat.page.keyboard.press('Escape');

    await field(chat).waitFor({ state: 'detached' });
    expect(await isSeen(chat.button('Find or do anything').and(chat.page.locator(':focus')))).toBe(true);
  });

  it('says that there is nothing of that name', async () => {
    const chat = await atWork();
    await openPalette(chat);

    await field(chat).fill('no such thing');

    expect(await isSeen(chat.page.getByRole('status').filter({ hasText: 'Nothing is called “no such thing”.' }))).toBe(
      true,
    );
  });

  it('offers somebody who is no administrator no page of administration', async () => {
    const chat = await visits.open({
      prepare: (server) => server.people.become({ email: 'user@example.com', groups: [] }),
    });
    await openPalette(chat);

    await field(chat).fill('configuration');

    await chat.page.getByText('Nothing is called “configuration”.').waitFor();
    expect(await found(chat).count()).toBe(0);
  });
});

describe('the list of shortcuts', () => {
  it('comes by a question mark outside of a text, and by Ctrl and / inside', async () => {
    const chat = await atWork();
    const list = chat.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await chat.prompt.blur();

    await chat.page.keyboard.press('?');
    await list.getByText('Begin a new line').waitFor();
    await chat.page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await chat.prompt.pressSequentially('why?');
    expect(await list.count()).toBe(0);
    await chat.page.keyboard.press('ControlOrMeta+/');

    expect(await isSeen(list)).toBe(true);
    expect(await chat.prompt.inputValue()).toBe('why?');
  });
});

describe.each(looks)('at $name', (look) => {
  it('palette and shortcuts can be used by everybody', async () => {
    const chat = await atWork(undefined, look);
    await openPalette(chat);
    await found(chat).first().waitFor();
    await visits.shoot(`palette-${look.name}`);
    const faults = await visits.faults();

    await field(chat).fill('shortcuts');
    await chat.page.keyboard.press('Enter');
    await chat.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await visits.shoot(`shortcuts-${look.name}`);

    expect([...faults, ...(await visits.faults())]).toEqual([]);
  });
});
