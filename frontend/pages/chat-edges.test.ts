import { listModels } from '@lisa/contracts/api/models.routes';
import { appendMessages, getSession } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import { aModel, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import type { SiteServer } from './testing/site-server.ts';

const visits = chatVisits();

const { reply: session } = getSession.example;
const [asked] = session.history as [StoredMessage, StoredMessage];
const sessionRoute = `#/ai-assistant/${session.sessionId}`;
const unknown = { statusCode: 404, body: '{"error":"Session not found"}' } as const;

const comesBack = (chat: ChatPage): Promise<unknown> =>
  chat.page.evaluate(() => window.dispatchEvent(new Event('focus')));

describe('asking before the page is complete', () => {
  it('loses nothing: the question goes as soon as the models are known', async () => {
    const chat = await visits.open();
    chat.answerWith('Here I am');
    chat.server.slowBy(700);
    await chat.page.reload();

    await chat.ask('Are you there?');

    expect(await isSeen(chat.answers.getByText('Here I am'))).toBe(true);
  });

  it('sends nothing that somebody still writes on', async () => {
    const chat = await visits.open();
    chat.server.slowBy(700);
    await chat.page.reload();

    await chat.ask('Are you');
    await chat.prompt.fill('Are you there, or not');
    await chat.page.getByRole('button', { name: 'Model: demo' }).waitFor();

    expect(await chat.prompt.inputValue()).toBe('Are you there, or not');
    expect(chat.stored()).toEqual([]);
  });
});

describe('a conversation in two windows', () => {
  it('that both asked in shows both versions, and says so', async () => {
    const chat = await visits.open({ route: sessionRoute });
    chat.answerWith('Asked here');
    await chat.ask('Mine');
    await chat.answers.getByText('Asked here').waitFor();
    const mine = chat.stored().length;
    const here = (chat.server.asked.filter(({ route }) => route === appendMessages.id) as { body: unknown }[]).flatMap(
      ({ body }) => (body as { messages: StoredMessage[] }).messages,
    );
    const theirs = { ...asked, id: 'theirs', content: 'Theirs', metadata: here[0]?.metadata };
    const history = [...session.history, ...here, theirs].map((one, messageIndex) => ({
      ...asked,
      ...one,
      messageIndex,
    }));
    chat.server.reply(getSession, { ...session, history });

    await comesBack(chat);

    expect(await isSeen(chat.page.getByText('Somebody asked in another window at the same place.'))).toBe(true);
    await chat.button('Next version').click();
    expect(await isSeen(chat.page.getByText('Theirs'))).toBe(true);
    expect(mine).toBe(2);
  });

  it('that was deleted in one stays in the other, and can be stored again', async () => {
    const chat = await visits.open({ route: sessionRoute });
    await chat.page.getByText('The number of members that must agree.').waitFor();
    chat.server.reply(getSession, unknown);

    await comesBack(chat);
    await chat.page.getByRole('alert').getByText('This was deleted in another window.').waitFor();
    await chat.button('Store it again').click();

    await chat.page.getByText('This was deleted in another window.').waitFor({ state: 'detached' });
    expect(chat.stored()).toEqual([
      ['human', 'What is a quorum?'],
      ['ai', 'The number of members that must agree.'],
    ]);
  });
});

describe('a token that expires while an answer comes', () => {
  const lasting =
    (seconds: number) =>
    ({ people }: SiteServer): void =>
      people.tokensLast(seconds);

  it('is renewed without a word, and what was asked is stored', async () => {
    const chat = await visits.open({ prepare: lasting(6) });
    chat.server.people.tokensLast(3600);
    const model = chat.scriptedModel();
    const renewed = chat.page.waitForResponse((answer) => answer.url().endsWith('/oauth2/token'));
    await chat.ask('Hi');
    await chat.button('Stop').waitFor();
    model.say('Before');
    await chat.answers.getByText('Before').waitFor();

    await renewed;
    model.say(' and after');
    model.finish();

    await chat.answers.getByText('Before and after').waitFor();
    await chat.page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.includes('unsaved')));
    expect(chat.stored()).toEqual([
      ['human', 'Hi'],
      ['ai', 'Before and after'],
    ]);
  });

  it('and cannot be renewed lets the answer end, and keeps it and the draft until one signs in again', async () => {
    const chat = await visits.open({ prepare: lasting(6) });
    chat.visit.excuse('responded with a status of 400');
    chat.visit.excuse('responded with a status of 401');
    chat.server.people.renews(false);
    const model = chat.scriptedModel();
    await chat.ask('Hi');
    await chat.button('Stop').waitFor();
    await chat.prompt.fill('My next question');
    model.say('Before');
    await chat.page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    model.say(' and after');
    model.finish();
    await chat.page.getByText('Not stored yet: sign in again.').waitFor();

    chat.server.people.tokensLast(3600);
    chat.server.reply(getSession, unknown);
    await chat.button('Sign in again').click();
    await chat.page.waitForURL(/#\/ai-assistant\//);

    expect(await isSeen(chat.answers.getByText('Before and after'))).toBe(true);
    expect(await chat.prompt.inputValue()).toBe('My next question');
    expect(chat.stored().at(-1)).toEqual(['ai', 'Before and after']);
  });
});

describe('a model that is removed while one chats', () => {
  it('is said with the next question, which another model can answer', async () => {
    const chat = await visits.open();
    chat.answerWith('First answer');
    await chat.button('Model: demo').click();
    await chat.page.getByRole('option', { name: /demo/ }).click();
    await chat.ask('Hi');
    await chat.answers.getByText('First answer').waitFor();
    chat.refuse(404, { error: { code: 'model_not_found', message: 'The model demo is gone' } });
    chat.server.reply(listModels, { models: [aModel({ modelId: 'other' })] });

    await chat.ask('And now?');
    await chat.page.getByText('This model is not available to you any more.').waitFor();
    expect(await chat.button('Choose another model below').isDisabled()).toBe(true);
    await visits.shoot('chat-model-removed');
    chat.answerWith('Second answer');
    await chat.button('Choose a model').click();
    await chat.page.getByRole('option', { name: /other/ }).click();
    await chat.button('Try again').click();

    expect(await isSeen(chat.answers.getByText('Second answer'))).toBe(true);
    expect(await isSeen(chat.answers.getByText('First answer'))).toBe(true);
  });
});

describe('a message that the server will not store', () => {
  const tooLarge = 'A message is larger than 389120 bytes.';
  const isLong = (body: unknown): boolean => JSON.stringify(body).includes('a long answer');

  /** The server refuses the long answer and nothing else, as it does with what is larger than a row. */
  const refusesLong = async (chat: ChatPage): Promise<void> => {
    chat.visit.excuse('responded with a status of 413');
    await chat.page.route(/\/messages$/, (route) =>
      isLong(route.request().postDataJSON())
        ? route.fulfill({ status: 413, contentType: 'application/json', body: JSON.stringify(tooLarge) })
        : route.continue(),
    );
  };

  it('is named and kept, and does not stand in the way of those after it', async () => {
    const chat = await visits.open();
    await refusesLong(chat);
    chat.answerWith('This is a long answer', 'Short');
    await chat.ask('Tell me everything');
    await chat.page.getByRole('alert').getByText(`could not be stored: ${tooLarge}`).waitFor();
    const shortIsStored = chat.page.waitForResponse(
      (answer) =>
        answer.ok() && answer.url().endsWith('/messages') && Boolean(answer.request().postData()?.includes('Short')),
    );
    await chat.ask('Now briefly');
    await chat.answers.getByText('Short').waitFor();
    await shortIsStored;
    await visits.shoot('chat-refused-message');
    expect(await visits.faults()).toEqual([]);

    chat.server.reply(getSession, unknown);
    await chat.page.reload();

    await chat.page.getByRole('alert').getByText(`could not be stored: ${tooLarge}`).waitFor();
    expect(await isSeen(chat.answers.getByText('This is a long answer'))).toBe(true);
    expect(chat.stored()).toEqual([
      ['human', 'Tell me everything'],
      ['human', 'Now briefly'],
      ['ai', 'Short'],
    ]);
  });

  it('can be taken home, stored shortened, or dropped', async () => {
    const chat = await visits.open();
    await refusesLong(chat);
    chat.answerWith('This is a long answer');
    await chat.ask('Tell me everything');
    await chat.page.getByRole('alert').getByText('could not be stored').waitFor();

    const download = chat.page.waitForEvent('download');
    await chat.button('Download').click();
    expect((await download).suggestedFilename()).toBe('not-stored.md');
    await chat.page.unroute(/\/messages$/);
    await chat.button('Store it shortened').click();

    await chat.page.getByText('could not be stored').waitFor({ state: 'detached' });
    expect(chat.stored().at(-1)).toEqual(['ai', 'This is a long answer']);
  });
});

describe('storage that is full', () => {
  it('does not keep one from asking: what the server has needs no room here', async () => {
    const chat = await visits.open();
    await chat.prompt.waitFor();
    await chat.page.evaluate(() => {
      for (let size = 1 << 20; size > 0; size >>= 1)
        try {
          for (let index = 0; ; index++) localStorage.setItem(`filler-${size}-${index}`, 'x'.repeat(size));
        } catch {
          // Smaller pieces fill what is left.
        }
    });
    chat.answerWith('Stored');

    await chat.prompt.fill('A draft');
    await chat.page.getByText('storage is full, so this text would not survive a reload').waitFor();
    await chat.page.keyboard.press('Enter');

    await chat.answers.getByText('Stored').waitFor();
    expect(chat.stored()[0]).toEqual(['human', 'A draft']);
  });
});
