import { listModels } from '@lisa/contracts/api/models.routes';
import { getSession } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import { aModel, delta, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks, type Look } from './testing/visit.ts';

const visits = chatVisits();

const toolCall = [
  delta({ content: 'Let me look that up.' }),
  delta({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'get_weather', arguments: '{"city":' } }] }),
  delta({ tool_calls: [{ index: 0, function: { arguments: '"Oslo","days":3}' } }] }),
];
const whole = [...toolCall, delta({}, 'tool_calls'), 'data: [DONE]\n\n'].join('');

const settings = (chat: ChatPage): Promise<void> => chat.button('Settings of this conversation').click();
const turn = (chat: ChatPage, name: string): Promise<void> => chat.page.getByRole('switch', { name }).click();

describe('a tool that a model asks for', () => {
  it('has a card with its arguments, which says that nothing was run', async () => {
    const chat = await visits.open();
    chat.breakOffAfter(whole);

    await chat.ask('Weather in Oslo?');
    const card = chat.answers.getByRole('list', { name: 'Tools the model asked for' }).getByRole('listitem');
    await card.getByText('get_weather').waitFor();
    await card.getByText('Not run', { exact: true }).waitFor();
    await card.getByText('Tools are not run here, so nothing was done and nothing came back.').waitFor();
    await card.getByText('Arguments').click();

    expect(await card.locator('pre').textContent()).toBe('{\n  "city": "Oslo",\n  "days": 3\n}');
  });

  it('is there again when the conversation is opened again, from other clients too', async () => {
    const { reply } = getSession.example;
    const history = reply.history.map((message) =>
      message.type === 'ai'
        ? { ...message, toolCalls: [{ id: 'c', name: 'search', args: { words: 'quorum' }, type: 'tool_call' }] }
        : message,
    );
    const chat = await visits.open({
      route: '#/ai-assistant/s1',
      prepare: (server) => server.reply(getSession, { ...reply, history }),
    });

    await chat.answers.getByText('search', { exact: true }).waitFor();
    await chat.answers.getByText('Arguments').click();

    expect(await chat.answers.locator('pre').textContent()).toContain('"words": "quorum"');
  });
});

describe('the details of an answer', () => {
  it('show what was measured, the words as they were written, and everything as JSON', async () => {
    const chat = await visits.open();
    chat.answerWith('I am **here**.');
    await chat.ask('Hi');

    await chat.button('Details of this answer').click();

    const dialog = chat.page.getByRole('dialog', { name: 'Details of this answer' });
    await dialog.getByRole('region', { name: 'As the model wrote it' }).getByText('I am **here**.').waitFor();
    const json = await dialog.getByRole('region', { name: 'Everything, as JSON' }).locator('pre').textContent();
    expect(JSON.parse(json ?? '')).toMatchObject({ type: 'ai', usage: { promptTokens: 3, completionTokens: 5 } });
    expect(await dialog.getByText('tokens read').count()).toBe(1);
  });
});

describe('the settings of a conversation', () => {
  it('show answers as they were written, with details below, and remember both', async () => {
    const chat = await visits.open();
    chat.answerWith('I am **here**.');
    await chat.ask('Hi');
    await chat.answers.getByText('I am here.').waitFor();

    await settings(chat);
    await turn(chat, 'Draw Markdown');
    await turn(chat, 'Show details below answers');
    await chat.button('Done').click();
    await chat.answers.getByText('I am **here**.').waitFor();
    await chat.answers.getByText(/3 tokens read/).waitFor();
    await chat.page.goto(`${chat.server.url}#/ai-assistant`);
    await chat.ask('Hi again');

    expect(await isSeen(chat.answers.getByText('I am **here**.'))).toBe(true);
  });

  it('ask for the whole answer at once, and store that with the conversation', async () => {
    const chat = await visits.open();
    chat.breakOffAfter('');
    chat.server.answer('POST /v2/serve/chat/completions', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ message: { content: 'All of it' }, finish_reason: 'stop' }] }));
    });
    await settings(chat);
    await turn(chat, 'Show words as they come');
    await chat.page.getByRole('textbox', { name: 'Frequency penalty' }).fill('0.5');
    await chat.page.getByRole('textbox', { name: 'Presence penalty' }).fill('-1');
    await chat.button('Done').click();
    const asked = chat.page.waitForRequest(/chat\/completions/);

    await chat.ask('Hi');
    await chat.answers.getByText('All of it').waitFor();

    const body: unknown = (await asked).postDataJSON();
    expect(body).toMatchObject({ frequency_penalty: 0.5, presence_penalty: -1 });
    expect(body).not.toHaveProperty('stream');
    const stored = chat.server.asked.find(({ route }) => route === 'appendMessages');
    expect(stored?.body).toMatchObject({ configuration: { sessionConfiguration: { streaming: false } } });
  });

  it('hide what a model thought', async () => {
    const chat = await visits.open();
    chat.breakOffAfter(delta({ reasoning_content: 'Hm.' }) + delta({ content: 'Yes' }, 'stop') + 'data: [DONE]\n\n');
    await chat.ask('Hi');
    await chat.answers.getByText(/^Thought/).waitFor();

    await settings(chat);
    await turn(chat, 'Show what the model thought');
    await chat.button('Done').click();

    await chat.answers.getByText(/^Thought/).waitFor({ state: 'detached' });
    expect(await chat.answers.getByText('Yes').count()).toBe(1);
  });
});

const atTools = async (look: Look): Promise<ChatPage> => {
  const features = [{ name: 'reasoning', overview: '' }];
  const chat = await visits.open({
    look,
    prepare: (server) => server.reply(listModels, { models: [aModel({ features })] }),
  });
  chat.breakOffAfter(whole);
  await chat.ask('Weather in Oslo?');
  await chat.answers.getByText('Not run', { exact: true }).waitFor();
  await chat.answers.getByText('Arguments').click();
  return chat;
};

describe.each(looks)('at $name', (look) => {
  it('tool cards, settings and details can be used by everybody', async () => {
    const chat = await atTools(look);
    await visits.shoot(`tool-call-${look.name}`);
    const faults = await visits.faults();
    await settings(chat);
    await chat.page.getByRole('switch', { name: 'Draw Markdown' }).waitFor();
    await visits.shoot(`chat-settings-${look.name}`);
    faults.push(...(await visits.faults()));
    await chat.button('Done').click();

    await chat.button('Details of this answer').click();
    await chat.page.getByRole('dialog', { name: 'Details of this answer' }).waitFor();
    await visits.shoot(`answer-details-${look.name}`);

    expect([...faults, ...(await visits.faults())]).toEqual([]);
  });
});
