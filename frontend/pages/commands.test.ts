import { listModels } from '@lisa/contracts/api/models.routes';
import { listPromptTemplates } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { aModel, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks, type Look } from './testing/visit.ts';

const visits = chatVisits();

const [
  {
    Items: [template],
  },
] = [listPromptTemplates.example.reply];
const aPrompt = (title: string, type: PromptTemplate['type'], body: string): PromptTemplate => ({
  ...template!,
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  type,
  body,
});
const own = [
  aPrompt('Summarise', 'directive', 'Summarise this in three sentences.'),
  aPrompt('Pirate', 'persona', 'You are a pirate.'),
];
const shared = [aPrompt('Translate', 'directive', 'Translate this into French.')];

const withPrompts = (look?: Look): Promise<ChatPage> =>
  visits.open({
    ...(look && { look }),
    prepare: (server) => {
      server.reply(listModels, {
        models: [aModel(), aModel({ modelId: 'clever' }), aModel({ modelId: 'asleep', status: 'Stopped' })],
      });
      server.reply(listPromptTemplates, ({ query }) => ({ Items: query['public'] === 'true' ? shared : own }));
    },
  });

const options = (chat: ChatPage, list: string): Locator =>
  chat.page.getByRole('listbox', { name: list }).getByRole('option');

const words = async (found: Locator): Promise<(string | null)[]> => {
  await found.first().waitFor();
  return found.locator('.option-words').allTextContents();
};

describe('a slash in the question', () => {
  it('inserts a directive by arrow keys and Enter, which does not send', async () => {
    const chat = await withPrompts();
    await chat.prompt.fill('Please ');
    await chat.prompt.press('End');

    await chat.page.keyboard.type('/');
    expect(await words(options(chat, 'Prompts'))).toEqual(['Summarise', 'Translate', 'Pirate']);
    await chat.page.keyboard.press('ArrowDown');
    expect(await options(chat, 'Prompts').and(chat.page.locator('[aria-selected=true]')).textContent()).toContain(
      'Translate',
    );
    await chat.page.keyboard.press('Enter');

    expect(await chat.prompt.inputValue()).toBe('Please Translate this into French.');
    expect(await options(chat, 'Prompts').count()).toBe(0);
    expect(chat.stored()).toEqual([]);
  });

  it('tells who cannot see it what there is, and which option is active', async () => {
    const chat = await withPrompts();

    await chat.prompt.pressSequentially('/sum');
    await chat.page
      .getByRole('status')
      .filter({ hasText: 'Prompts: 1. Arrow keys move, Enter chooses, Escape closes.' })
      .waitFor();

    const active = await chat.prompt.getAttribute('aria-activedescendant');
    expect(await chat.page.locator(`[id="${active}"]`).textContent()).toContain('Summarise');
  });

  it('makes a persona speak, says so, and takes it back', async () => {
    const chat = await withPrompts();
    chat.answerWith('Arr');
    const asked: unknown[] = [];
    chat.page.on(
      'request',
      (request) => request.url().endsWith('/chat/completions') && asked.push(request.postDataJSON()),
    );

    await chat.prompt.pressSequentially('/pir');
    await options(chat, 'Prompts').first().click();
    await chat.page.getByRole('status').filter({ hasText: 'Pirate: chosen.' }).waitFor();
    await chat.button('Persona: Pirate').waitFor();
    await chat.ask('Who are you?');
    await chat.answers.getByText('Arr').waitFor();
    await chat.button('Remove the persona').click();
    await chat.ask('And now?');
    await chat.answers.nth(1).getByText('Arr').waitFor();

    expect(asked[0]).toMatchObject({
      messages: [
        { role: 'system', content: 'You are a pirate.' },
        { role: 'user', content: 'Who are you?' },
      ],
    });
    expect(asked[1]).not.toMatchObject({ messages: [{ role: 'system' }] });
    expect(await chat.button('Persona: Pirate').count()).toBe(0);
  });

  it('is only a slash after Escape, which stops nothing', async () => {
    const chat = await withPrompts();
    await chat.prompt.pressSequentially('/');
    await options(chat, 'Prompts').first().waitFor();

    await chat.page.keyboard.press('Escape');
    await options(chat, 'Prompts').first().waitFor({ state: 'detached' });
    await chat.page.keyboard.type('su');

    expect(await options(chat, 'Prompts').count()).toBe(0);
    expect(await chat.prompt.inputValue()).toBe('/su');
  });

  it('comes by a button too, for those without a keyboard', async () => {
    const chat = await withPrompts();

    await chat.button('Choose a prompt').click();
    await options(chat, 'Prompts').filter({ hasText: 'Summarise' }).click();

    expect(await chat.prompt.inputValue()).toBe('Summarise this in three sentences.');
  });

  it('does not send the question while prompts are still on their way', async () => {
    const chat = await visits.open();
    await chat.prompt.waitFor();
    chat.server.slowBy(500);

    await chat.prompt.pressSequentially('/rev');
    await chat.page.getByText('Loading prompts …').waitFor();
    await chat.page.keyboard.press('Enter');
    await options(chat, 'Prompts').first().waitFor();

    expect(await chat.prompt.inputValue()).toBe('/rev');
    expect(chat.stored()).toEqual([]);
  });

  it('says why prompts cannot be read, and reads them again', async () => {
    const chat = await visits.open({
      prepare: (server) => server.refuse(listPromptTemplates, 403, { message: 'You may not read prompts.' }),
    });
    chat.visit.excuse('responded with a status of 403');
    await chat.prompt.pressSequentially('/');
    const again = options(chat, 'Prompts').filter({ hasText: 'You may not read prompts.' });
    await again.waitFor();

    chat.server.reply(listPromptTemplates, { Items: own });
    await again.click();

    expect(await words(options(chat, 'Prompts').filter({ hasText: 'Summarise' }))).toEqual(['Summarise']);
  });

  it('leads to a first prompt where there is none', async () => {
    const chat = await visits.open({ prepare: (server) => server.reply(listPromptTemplates, { Items: [] }) });

    await chat.prompt.pressSequentially('/');
    await options(chat, 'Prompts').filter({ hasText: 'Write a prompt' }).click();

    expect(await isSeen(chat.page.getByRole('heading', { name: 'New prompt' }))).toBe(true);
  });
});

describe('an at in the question', () => {
  it('chooses among the models that can be asked', async () => {
    const chat = await withPrompts();

    await chat.prompt.pressSequentially('@');
    expect(await words(options(chat, 'Models'))).toEqual(['clever', 'demo']);
    await chat.page.keyboard.type('cle');
    await chat.page.keyboard.press('Tab');

    expect(await isSeen(chat.button('Model: clever'))).toBe(true);
    expect(await chat.prompt.inputValue()).toBe('');
  });
});

describe('a hash in the question', () => {
  const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') };

  it('attaches a file, and names one that is attached', async () => {
    const chat = await withPrompts();
    await chat.prompt.pressSequentially('#');
    const chooser = chat.page.waitForEvent('filechooser');
    await options(chat, 'Documents').filter({ hasText: 'Attach a file' }).click();
    await (await chooser).setFiles(file);
    await chat.page.getByRole('listitem').filter({ hasText: 'notes.md' }).waitFor();

    await chat.prompt.pressSequentially('Read #no');
    await chat.page.keyboard.press('Enter');

    expect(await chat.prompt.inputValue()).toBe('Read notes.md ');
    await chat.prompt.pressSequentially('#conc');
    await chat.page.keyboard.press('Enter');
    expect(await chat.prompt.inputValue()).toContain('Summarise the attached documents in at most five sentences.');
  });
});

describe.each(looks)('choosing by a sign at $name', (look) => {
  it('can be done by everybody', async () => {
    const chat = await withPrompts(look);

    await chat.prompt.pressSequentially('/pir');
    await options(chat, 'Prompts').first().waitFor();
    await chat.page.keyboard.press('Enter');
    await chat.button('Persona: Pirate').waitFor();
    await chat.prompt.pressSequentially('/');
    await options(chat, 'Prompts').first().waitFor();
    await visits.shoot(`prompts-${look.name}`);

    expect(await visits.faults()).toEqual([]);
  });
});
