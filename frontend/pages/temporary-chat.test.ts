import { listModels } from '@lisa/contracts/api/models.routes';
import { listSessions } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import { aModel, aSummary, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks } from './testing/visit.ts';

const visits = chatVisits();
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const dot = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') };
const note = 'Nothing of it is stored';

/** Everything this browser keeps of the site, as one text. */
const keptIn = ({ page }: ChatPage): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches = await window.caches.keys();
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), databases, caches]);
  });

describe('a temporary chat', () => {
  it('is one click away, says all the time what it is, and stores nothing anywhere', async () => {
    const chat = await visits.open();
    chat.answerWith('A secret answer');
    await chat.prompt.waitFor();
    const before = await keptIn(chat);

    await chat.page.getByRole('link', { name: 'Temporary chat' }).first().click();
    await chat.page.getByRole('note').getByText(note).waitFor();
    const asked = chat.page.waitForRequest(/chat\/completions/);
    await chat.prompt.pressSequentially('A secret question');
    await chat.page.keyboard.press('Enter');
    await chat.answers.getByText('A secret answer').waitFor();
    await chat.prompt.fill('A secret draft');
    await chat.button('Settings of this conversation').click();
    await chat.page.getByRole('textbox', { name: 'System prompt' }).fill('A secret prompt');
    await chat.button('Done').click();

    expect(await keptIn(chat)).toBe(before);
    expect((await asked).headers()).not.toHaveProperty('x-session-id');
    expect(chat.server.asked.filter(({ body }) => JSON.stringify(body ?? '').includes('secret'))).toEqual([]);
    expect(chat.stored()).toEqual([]);
    expect(await chat.page.getByRole('note').getByText(note).isVisible()).toBe(true);
  });

  it('shows an image to the model, and hands it to nobody else', async () => {
    const features = [{ name: 'imageInput', overview: '' }];
    const chat = await visits.open({
      route: '#/temporary-chat',
      prepare: (server) => server.reply(listModels, { models: [aModel({ features })] }),
    });
    chat.answerWith('A dot');
    await chat.page.getByLabel('Files to attach').setInputFiles(dot);
    await chat.page.getByRole('listitem').filter({ hasText: 'dot.png' }).waitFor();
    const asked = chat.page.waitForRequest(/chat\/completions/);

    await chat.ask('What is it?');
    await chat.answers.getByText('A dot').waitFor();

    expect((await asked).postData()).toContain('data:image/');
    expect(chat.server.asked.filter(({ body }) => body !== undefined)).toEqual([]);
  });

  it('is gone after a reload, and when one begins another', async () => {
    const chat = await visits.open({ route: '#/temporary-chat' });
    chat.answerWith('An answer');
    await chat.ask('Forget me');
    await chat.answers.getByText('An answer').waitFor();

    await chat.page.getByRole('link', { name: 'Temporary chat' }).first().click();
    await chat.answers.first().waitFor({ state: 'detached' });
    await chat.ask('Forget me too');
    await chat.answers.getByText('An answer').waitFor();
    await chat.page.reload();
    await chat.page.getByText('What would you like to know?').waitFor();

    expect(await chat.page.getByText('Forget me').count()).toBe(0);
    expect(await isSeen(chat.page.getByRole('note').getByText(note))).toBe(true);
  });

  it('remembers what was said while it lasts, and leaves the list of conversations alone', async () => {
    const chat = await visits.open({
      route: '#/temporary-chat',
      prepare: (server) => server.reply(listSessions, [aSummary('s1', 'Quorums')]),
    });
    chat.answerWith('One', 'Two');
    await chat.ask('First');
    await chat.answers.getByText('One').waitFor();
    const asked = chat.page.waitForRequest(/chat\/completions/);

    await chat.ask('Second');
    await chat.answers.getByText('Two').waitFor();

    expect((await asked).postDataJSON()).toMatchObject({
      messages: [{ content: 'First' }, { content: 'One' }, { content: 'Second' }],
    });
    const listed = chat.page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem');
    expect(await listed.allTextContents()).toEqual(['Quorums']);
  });
});

describe.each(looks)('a temporary chat at $name', (look) => {
  it('can be used by everybody', async () => {
    const chat = await visits.open({ route: '#/temporary-chat', look });
    chat.answerWith('Gone tomorrow, gone today.');

    await chat.ask('Forget me');
    await chat.button('Regenerate').waitFor();
    await visits.shoot(`temporary-chat-${look.name}`);

    expect(await visits.faults()).toEqual([]);
  });
});
