import { listModels } from '@lisa/contracts/api/models.routes';
import { listConfiguration } from '@lisa/contracts/api/sessions/configuration.routes';
import { listSessions } from '@lisa/contracts/api/sessions.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { describe, expect, it } from '@jest/globals';
import { aModel, aSummary, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import type { SiteServer } from './testing/site-server.ts';

const visits = chatVisits();

type Switches = Partial<Configuration['enabledComponents']>;

const aVersion = (switches: Switches, defaultModel?: string): ConfigurationVersion => ({
  ...listConfiguration.example.reply[0],
  configuration: Configuration.parse({ enabledComponents: switches, global: { defaultModel } }),
});

const withSwitches = (switches: Switches, more: (server: SiteServer) => void = () => undefined): Promise<ChatPage> =>
  visits.open({
    prepare: (server) => {
      server.reply(listConfiguration, [aVersion(switches)]);
      more(server);
    },
  });

const comesBack = (chat: ChatPage): Promise<void> =>
  chat.page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));

const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') };

describe('a feature that administrators switched off', () => {
  it('uploadContextDocs: files are neither picked, pasted nor named, and a long paste stays text', async () => {
    const chat = await withSwitches({ uploadContextDocs: false });
    await chat.prompt.waitFor();
    await chat.page.evaluate(() => navigator.clipboard.writeText('long '.repeat(2000)));

    await chat.prompt.pressSequentially('#');
    await chat.page.keyboard.press('Backspace');
    await chat.page.keyboard.press('ControlOrMeta+v');

    expect(await chat.prompt.inputValue()).toHaveLength(10_000);
    expect(await chat.button('Attach files').count()).toBe(0);
    expect(await chat.page.getByRole('listbox', { name: 'Documents' }).count()).toBe(0);
  });

  it('documentSummarization: attached files are named, and not summarised', async () => {
    const chat = await withSwitches({ documentSummarization: false });
    await chat.page.getByLabel('Files to attach').setInputFiles(file);
    await chat.page.getByRole('listitem').filter({ hasText: 'notes.md' }).waitFor();

    await chat.prompt.pressSequentially('#');
    await chat.page.getByRole('option', { name: /notes\.md/ }).waitFor();

    expect(await chat.page.getByRole('option', { name: /Summarise/ }).count()).toBe(0);
  });

  it('editKwargs: model arguments are not set, and those from before do not count', async () => {
    const chat = await withSwitches({});
    await chat.button('Settings of this conversation').click();
    await chat.page.getByRole('textbox', { name: 'Temperature' }).fill('2');
    await chat.button('Done').click();
    chat.server.reply(listConfiguration, [aVersion({ editKwargs: false })]);
    chat.answerWith('Calm');
    await chat.page.reload();

    await chat.button('Settings of this conversation').click();
    await chat.page.getByRole('switch', { name: 'Draw Markdown' }).waitFor();
    expect(await chat.page.getByRole('textbox', { name: 'Temperature' }).count()).toBe(0);
    await chat.button('Done').click();
    const asked = chat.page.waitForRequest(/chat\/completions/);
    await chat.ask('Hi');

    expect((await asked).postDataJSON()).not.toHaveProperty('temperature');
  });

  it('editPromptTemplate: there is neither system prompt nor persona, and directives stay', async () => {
    const chat = await withSwitches({ editPromptTemplate: false });

    await chat.prompt.pressSequentially('/');
    await chat.page.getByRole('option').first().waitFor();
    expect(await chat.page.getByRole('group', { name: 'Speak with a persona' }).count()).toBe(0);
    await chat.page.keyboard.press('Escape');
    await chat.button('Settings of this conversation').click();
    await chat.page.getByRole('switch', { name: 'Draw Markdown' }).waitFor();

    expect(await chat.page.getByRole('textbox', { name: 'System prompt' }).count()).toBe(0);
  });

  it('showPromptTemplateLibrary: a slash is a slash', async () => {
    const chat = await withSwitches({ showPromptTemplateLibrary: false });

    await chat.prompt.pressSequentially('/');

    expect(await chat.button('Choose a prompt').count()).toBe(0);
    expect(await chat.page.getByRole('listbox', { name: 'Prompts' }).count()).toBe(0);
    expect(chat.server.asked.map(({ route }) => route)).not.toContain('listPromptTemplates');
  });

  it('viewMetaData: an answer names its model and no more', async () => {
    const chat = await withSwitches({ viewMetaData: false });
    chat.answerWith('Hello');

    await chat.ask('Hi');
    await chat.button('Regenerate').waitFor();

    expect(await chat.answers.getByText(/tokens/).count()).toBe(0);
    expect(await chat.answers.getByText('demo', { exact: true }).count()).toBe(1);
    expect(await chat.button('Details of this answer').count()).toBe(0);
  });

  it('deleteSessionHistory: conversations stay', async () => {
    const chat = await withSwitches({ deleteSessionHistory: false }, (server) =>
      server.reply(listSessions, [aSummary('s1', 'Quorums')]),
    );

    await chat.button('Actions for Quorums').click();
    await chat.page.getByRole('menuitem', { name: 'Rename' }).waitFor();

    expect(await chat.page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
    expect(await chat.button('Actions for all conversations').count()).toBe(0);
  });
});

describe('the default model of administrators', () => {
  it('is asked first', async () => {
    const chat = await visits.open({
      prepare: (server) => {
        server.reply(listModels, { models: [aModel({ modelId: 'a' }), aModel({ modelId: 'b' })] });
        server.reply(listConfiguration, [aVersion({}, 'b')]);
      },
    });

    expect(await isSeen(chat.button('Model: b'))).toBe(true);
  });
});

describe('a page that is open', () => {
  it('follows a switch when one comes back to it', async () => {
    const chat = await withSwitches({});
    await chat.page.getByLabel('Files to attach').setInputFiles(file);
    await chat.page.getByRole('listitem').filter({ hasText: 'notes.md' }).waitFor();

    chat.server.reply(listConfiguration, [aVersion({ uploadContextDocs: false })]);
    await comesBack(chat);
    await chat.button('Attach files').waitFor({ state: 'detached' });
    chat.server.reply(listConfiguration, [aVersion({})]);
    await comesBack(chat);

    expect(await isSeen(chat.button('Attach files'))).toBe(true);
  });
});

describe('deleting all conversations', () => {
  it('asks first, says how many, and takes them off the list', async () => {
    const chat = await withSwitches({}, (server) =>
      server.reply(listSessions, [aSummary('s1', 'Quorums'), aSummary('s2', 'Recipes')]),
    );

    await chat.button('Actions for all conversations').click();
    await chat.page.getByRole('menuitem', { name: 'Delete all' }).click();
    await chat.page.getByRole('dialog').getByText('2 conversations and everything in them').waitFor();
    await chat.page.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click();

    expect(await isSeen(chat.page.getByText('Your conversations will be listed here.'))).toBe(true);
    expect(chat.server.asked.map(({ route }) => route)).toContain('deleteSessions');
  });
});
