import { listModels } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
import { aModel, isSeen } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { looks } from './testing/visit.ts';

const visits = chatVisits();

describe('asking', () => {
  it('is ready to type, shows words as they arrive, and stores question and answer', async () => {
    const chat = await visits.open();
    const model = chat.scriptedModel();
    await chat.prompt.waitFor();

    await chat.page.keyboard.type('Hello?');
    await chat.page.keyboard.press('Enter');
    await chat.answers.getByText('Waiting for the model').waitFor();
    model.say('I am **he');
    await chat.answers.getByText('I am he', { exact: true }).waitFor();
    model.say('re**.');
    await chat.answers.getByText('I am here.', { exact: true }).waitFor();
    model.finish();
    await chat.answers.getByText(/demo · .* · 5 tokens/).waitFor();

    expect(chat.stored()).toEqual([
      ['human', 'Hello?'],
      ['ai', 'I am **here**.'],
    ]);
    expect(chat.page.url()).toMatch(/#\/ai-assistant\/[0-9a-f-]{36}$/);
  });

  it('stops at once by Escape, hangs up, and keeps what came', async () => {
    const chat = await visits.open();
    const model = chat.scriptedModel();
    await chat.ask('Tell me a story');
    await chat.button('Stop').waitFor();
    model.say('Once upon a time');
    await chat.answers.getByText('Once upon a time').waitFor();

    await chat.page.keyboard.press('Escape');

    await chat.answers.getByText('You stopped this answer.').waitFor();
    await model.hungUp;
    expect(await chat.answers.textContent()).toContain('Once upon a time');
    expect(await isSeen(chat.button('Send'))).toBe(true);
  });

  it('breaks the line by Shift+Enter, and takes typing from anywhere', async () => {
    const chat = await visits.open();
    await chat.prompt.blur();

    await chat.page.keyboard.type('one');
    await chat.page.keyboard.press('Shift+Enter');
    await chat.page.keyboard.type('two');

    expect(await chat.prompt.inputValue()).toBe('one\ntwo');
  });

  it('keeps the draft through a reload', async () => {
    const chat = await visits.open();
    await chat.prompt.fill('Not yet sent');

    await chat.page.reload();

    await chat.prompt.waitFor();
    expect(await chat.prompt.inputValue()).toBe('Not yet sent');
  });

  it('leaves whoever scrolled up where they are, and shows the way back', async () => {
    const chat = await visits.open();
    const model = chat.scriptedModel();
    const thread = chat.page.getByRole('log');
    const place = (): Promise<number> => thread.evaluate(({ scrollTop }) => Math.round(scrollTop));
    await chat.ask('Much, please');
    await chat.button('Stop').waitFor();
    model.say('A line.\n\n'.repeat(60));
    await expect(isSeen(chat.answers.getByText('A line.').last())).resolves.toBe(true);
    await thread.hover();
    await chat.page.mouse.wheel(0, -600);
    await chat.page.waitForFunction(isScrolledUp);
    const before = await place();

    model.say('One more line.\n\n'.repeat(5));
    await chat.button('New text below').waitFor();
    expect(await place()).toBe(before);
    await chat.button('New text below').click();

    expect(await place()).toBeGreaterThan(before);
    model.finish();
  });
});

const isScrolledUp = (): boolean => {
  const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = document.querySelector('[role=log]') ?? {};
  return scrollHeight - clientHeight - scrollTop >= 600;
};

describe('another version', () => {
  it('keeps the edited question and its answer one arrow away', async () => {
    const chat = await visits.open();
    chat.answerWith('First answer', 'Second answer');
    await chat.ask('Hi');
    await chat.answers.getByText('First answer').waitFor();

    await chat.button('Edit question').click();
    await chat.page.getByRole('textbox', { name: 'Edit your question' }).fill('Ho');
    await chat.page.keyboard.press('Enter');
    await chat.answers.getByText('Second answer').waitFor();
    await chat.button('Previous version').click();

    expect(await isSeen(chat.answers.getByText('First answer'))).toBe(true);
    expect(await isSeen(chat.page.getByText('1/2'))).toBe(true);
  });

  it('of an answer comes by Regenerate', async () => {
    const chat = await visits.open();
    chat.answerWith('First answer', 'Second answer');
    await chat.ask('Hi');
    await chat.answers.getByText('First answer').waitFor();

    await chat.button('Regenerate').click();

    expect(await isSeen(chat.answers.getByText('Second answer'))).toBe(true);
    expect(await isSeen(chat.page.getByText('2/2'))).toBe(true);
  });
});

describe('attaching', () => {
  it('sends a text file as context, and shows it with the question', async () => {
    const chat = await visits.open();
    chat.answerWith('Read.');

    const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') };
    await chat.page.getByLabel('Files to attach').setInputFiles(file);
    await chat.page.getByRole('listitem').filter({ hasText: 'notes.md' }).waitFor();
    await chat.ask('Read this');
    await chat.answers.getByText('Read.').waitFor();

    expect(chat.stored()[0]).toEqual([
      'human',
      [
        { type: 'text', text: 'File context: notes.md\n\n# Notes' },
        { type: 'text', text: 'Read this' },
      ],
    ]);
    expect(await isSeen(chat.page.getByRole('article', { name: 'You asked' }).getByText('notes.md'))).toBe(true);
  });

  it('says at once that the model cannot read an image, and keeps both', async () => {
    const chat = await visits.open();
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

    const file = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') };
    await chat.page.getByLabel('Files to attach').setInputFiles(file);
    await chat.prompt.fill('What is it?');

    await chat.page.getByText('This model cannot read images: choose one that can, or remove them.').waitFor();
    expect(await chat.button('Send').isDisabled()).toBe(true);
    await chat.button('Remove dot.png').click();
    expect(await chat.button('Send').isDisabled()).toBe(false);
  });
});

describe('choosing a model', () => {
  it('shows what each can do, and why one cannot be chosen', async () => {
    const models = [
      aModel({ features: [{ name: 'toolCalls', overview: '' }] }),
      aModel({ modelId: 'seeing', features: [{ name: 'imageInput', overview: '' }], contextWindow: 128000 }),
      aModel({ modelId: 'asleep', status: 'Stopped' }),
    ];
    const chat = await visits.open({ prepare: (server) => server.reply(listModels, { models }) });

    await chat.button(/^Model:/).click();
    const asleep = chat.page.getByRole('option', { name: /asleep/ });
    expect(await asleep.getAttribute('aria-disabled')).toBe('true');
    expect(await asleep.textContent()).toContain('Stopped');
    await chat.page.getByRole('option', { name: /seeing.*images · 128k context/ }).click();

    expect(await isSeen(chat.button('Model: seeing'))).toBe(true);
  });

  it('tells an administrator how to begin when there is none', async () => {
    const chat = await visits.open({ prepare: (server) => server.reply(listModels, { models: [] }) });

    await chat.page.getByRole('heading', { name: 'There is no model yet' }).waitFor();

    expect(await isSeen(chat.page.getByRole('link', { name: 'Add a model' }))).toBe(true);
  });

  it('remembers how models are asked', async () => {
    const chat = await visits.open();
    await chat.button('Settings of this conversation').click();
    await chat.page.getByRole('textbox', { name: 'Temperature' }).fill('7');
    await chat.page.getByText('Must be a number from 0 to 2, or empty. It does not count yet.').waitFor();
    await chat.page.getByRole('textbox', { name: 'Temperature' }).fill('0.2');
    await chat.button('Done').click();

    await chat.page.reload();
    await chat.button('Settings of this conversation').click();

    expect(await chat.page.getByRole('textbox', { name: 'Temperature' }).inputValue()).toBe('0.2');
  });
});

const everything = `Words, \`code\` and **bold**.\n\n### Head\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\`\`\`ts\nconst a = 'b'; // c\n\`\`\`\n\n$$\nx^2 + e^{-x^{2}_{i}}\n$$\n\n> quote`;

describe('an answer with everything in it', () => {
  it.each(looks)('is accessible, readable and not too wide at $name', async (look) => {
    const chat = await visits.open({ look });
    chat.answerWith(everything);

    await chat.ask('Show me everything');
    await chat.button('Regenerate').waitFor();
    await chat.page.locator('.katex').first().waitFor();
    await chat.page.locator('.hljs-string').waitFor();

    expect(await chat.visit.faults()).toEqual([]);
  });

  it('never runs what a model writes', async () => {
    const chat = await visits.open();
    chat.answerWith(
      'Hi <img src=x onerror="document.title=\'run\'"> [click](javascript:alert(1)) ![spy](https://example.com/pixel.png)',
    );

    await chat.ask('Attack me');
    await chat.answers.getByRole('link').waitFor();

    expect(await chat.answers.getByText('<img src=x').count()).toBe(1);
    expect(await chat.answers.locator('img').count()).toBe(0);
    expect(await chat.answers.getByRole('link').allTextContents()).toEqual(['Picture: spy']);
    expect(await chat.page.title()).not.toBe('run');
  });

  it('draws a diagram in a frame that has no access to the page', async () => {
    const chat = await visits.open();
    chat.answerWith('```mermaid\nflowchart LR\n  A[Question] --> B[Answer]\n```\n');

    await chat.ask('Draw');

    const frame = chat.page.locator('iframe[title="Diagram"]');
    expect(await isSeen(frame.contentFrame().getByText('Question'))).toBe(true);
    expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
  });
});
