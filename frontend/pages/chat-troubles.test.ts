import { listModels } from '@lisa/contracts/api/models.routes';
import { appendMessages, getSession } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import { aModel, delta, isSeen } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';

const visits = chatVisits();

const unknown = { statusCode: 404, body: '{"error":"Session not found"}' } as const;

describe('a question that is refused', () => {
  it.each([
    [401, {}, 'Your sign-in has ended.', 'Sign in again'],
    [404, { error: { code: 'model_not_found' } }, 'This model is not available to you any more.', 'Try again'],
    [413, {}, 'The question is too large to send.', 'Try again'],
    [503, {}, 'The service is busy or restarting.', 'Try again'],
  ])('with %i is answered with a sentence and one button', async (status, body, title, remedy) => {
    const chat = await visits.open();
    chat.refuse(status, body);

    await chat.ask('Hi');

    const alert = chat.page.getByRole('alert').filter({ hasText: title });
    expect(await isSeen(alert.getByText(remedy, { exact: true }))).toBe(true);
  });

  it('waits as long as it was told to, then can be asked again', async () => {
    const chat = await visits.open();
    chat.refuse(429, {}, { 'retry-after': '2' });
    await chat.ask('Hi');
    expect(await chat.button(/Try again in \d s/).isDisabled()).toBe(true);

    chat.answerWith('At last');
    await chat.page.getByRole('button', { name: 'Try again', exact: true }).click();

    expect(await isSeen(chat.answers.getByText('At last'))).toBe(true);
  });

  it('because its model is gone can be asked of another one', async () => {
    const chat = await visits.open();
    chat.refuse(404, { error: { code: 'model_not_found' } });
    chat.server.reply(listModels, { models: [aModel({ status: 'Stopped' }), aModel({ modelId: 'other' })] });
    await chat.ask('Hi');
    await chat.page.getByText('This model is not available to you any more.').waitFor();

    chat.answerWith('I am the other one');
    await chat.button(/^Model:/).click();
    await chat.page.getByRole('option', { name: /other/ }).click();
    await chat.button('Try again').click();

    expect(await isSeen(chat.answers.getByText('I am the other one'))).toBe(true);
  });
});

describe('an answer that breaks off', () => {
  it('is kept and shown as cut, and can be asked for again', async () => {
    const chat = await visits.open();
    chat.breakOffAfter(`${delta({ content: 'Half an ans' })}data: {"choi`);
    await chat.ask('Hi');
    await chat.answers.getByText('The connection ended before the answer was complete.').waitFor();
    expect(await chat.answers.textContent()).toContain('Half an ans');

    chat.answerWith('A whole answer');
    await chat.button('Try again').click();

    expect(await isSeen(chat.answers.getByText('A whole answer'))).toBe(true);
  });

  it('by an error of the model says so, and keeps what came', async () => {
    const chat = await visits.open();
    chat.breakOffAfter(`${delta({ content: 'Half an ans' })}data: {"error":{"message":"gone","code":"503"}}\n\n`);

    await chat.ask('Hi');

    expect(await isSeen(chat.page.getByRole('alert').getByText('The service is busy or restarting.'))).toBe(true);
    expect(await chat.answers.textContent()).toContain('Half an ans');
  });
});

describe('what cannot be stored', () => {
  it('is said, survives a reload, and is stored then', async () => {
    const chat = await visits.open();
    chat.visit.excuse('responded with a status of 503');
    chat.answerWith('Kept');
    chat.server.refuse(appendMessages, 503, 'busy');
    await chat.ask('Do not lose me');
    await chat.page
      .getByRole('alert')
      .getByText(/Not stored yet/)
      .waitFor();
    await chat.answers.getByText('Kept').waitFor();

    chat.server.reply(getSession, unknown);
    chat.server.reply(appendMessages, { message: 'Successfully appended 2 messages' });
    const stored = chat.page.waitForResponse((answer) => answer.url().endsWith('/messages') && answer.ok());
    await chat.page.reload();
    await stored;

    expect(await isSeen(chat.answers.getByText('Kept'))).toBe(true);
    expect(chat.stored().slice(-2)).toEqual([
      ['human', 'Do not lose me'],
      ['ai', 'Kept'],
    ]);
  });

  it('not even in this browser asks to keep the tab open', async () => {
    const chat = await visits.open();
    chat.visit.excuse('responded with a status of 503');
    await chat.prompt.waitFor();
    await chat.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    chat.answerWith('Kept');
    chat.server.refuse(appendMessages, 503, 'busy');

    await chat.ask('Do not lose me');

    expect(await isSeen(chat.page.getByText(/storage is full, so keep this tab open/))).toBe(true);
  });

  it('because a paste of 6 MB is too large is refused beside the question, which stays', async () => {
    const chat = await visits.open();
    await chat.prompt.fill('Summarise this');
    await chat.page.evaluate(() => navigator.clipboard.writeText('x'.repeat(6 * 1024 * 1024)));

    await chat.prompt.focus();
    await chat.page.keyboard.press('ControlOrMeta+v');

    await chat.page.getByText('6.0 MB is more than one question can hold').waitFor();
    expect(await chat.prompt.inputValue()).toBe('Summarise this');
    expect(await chat.button('Send').isDisabled()).toBe(true);
  });
});

describe('a conversation', () => {
  it('of somebody else is not told from one that never was', async () => {
    const chat = await visits.open({
      route: '#/ai-assistant/somebody-elses',
      prepare: (server) => server.reply(getSession, unknown),
    });

    expect(await isSeen(chat.page.getByRole('heading', { name: 'This conversation is not here' }))).toBe(true);
  });

  it('that went on in another browser shows it when one comes back', async () => {
    const chat = await visits.open({ route: '#/ai-assistant/5f0f7a1e-54c7-4f0c-9a53-0f1f6c1f8a11' });
    await chat.page.getByText('The number of members that must agree.').waitFor();
    const { reply } = getSession.example;
    const more = reply.history.slice(0, 1).map((one) => ({ ...one, content: 'Asked elsewhere', messageIndex: 2 }));
    chat.server.reply(getSession, { ...reply, history: [...reply.history, ...more], messageCount: 3 });

    await chat.page.evaluate(() => window.dispatchEvent(new Event('focus')));

    expect(await isSeen(chat.page.getByText('Asked elsewhere'))).toBe(true);
  });
});
