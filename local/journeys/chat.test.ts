import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findBrowser } from '../browser.ts';
import { modelGone, modelInService, platform, tokenOf } from './running-platform.ts';

// What is done here one after another is one conversation; each step begins where the one before it ended.
let browser: Browser;
let page: Page;
let token: string;
beforeAll(async () => {
  token = await tokenOf('admin');
  await modelInService('chat-journey', token, {
    features: [{ name: 'imageInput', overview: 'Takes images, and says nothing of them' }],
    contextWindow: 100_000,
  });
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  page = await signedInAt('#/ai-assistant');
});
afterAll(async () => {
  await browser?.close();
  await modelGone('chat-journey', token);
});

/** A browser of its own, in which the plain user signs in at the pool's page and comes back to this route. */
async function signedInAt(route: string, who: 0 | 1 = 1): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const opened = await context.newPage();
  opened.setDefaultTimeout(90_000);
  const person = platform.users[who];
  await opened.goto(`${platform.apiUrl}/${route}`);
  await opened.getByRole('button', { name: 'Sign in' }).click();
  await opened.locator('input[name=username]').fill(String(person?.username));
  await opened.locator('input[name=password]').fill(String(person?.password));
  await opened.locator('input[name=password]').press('Enter');
  await opened.getByRole('textbox', { name: 'Your question' }).or(opened.getByRole('heading')).first().waitFor();
  return opened;
}

const answers = (on: Page = page): Locator => on.getByRole('article', { name: /^Answer by/ });
const button = (name: string | RegExp, on: Page = page): Locator => on.getByRole('button', { name });
const routeOf = (): string => new URL(page.url()).hash;

async function ask(words: string, on: Page = page): Promise<void> {
  await on.getByRole('textbox', { name: 'Your question' }).fill(words);
  await on.keyboard.press('Enter');
}

/** Waits until the server has everything: what it does not have is kept in the browser. */
const isStored = (): Promise<unknown> =>
  page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.includes('/unsaved/')));

describe('chatting in a browser', () => {
  it('shows the words of an answer one after another, and stops at once', async () => {
    await button(/^Model:/).click();
    await page.getByRole('option', { name: /chat-journey/ }).click();

    await ask('Count [tokens 400] [pace 25ms]');
    await answers().getByText('t1 t2').waitFor();
    const early = (await answers().innerText()).length;
    await answers().getByText('t30').waitFor();
    expect((await answers().innerText()).length).toBeGreaterThan(early);
    await button('Stop').click();

    await answers().getByText('You stopped this answer.').waitFor();
    await isStored();
    expect(await answers().innerText()).not.toContain('t400');
  });

  it('finds it all again after a reload, and in the list', async () => {
    await page.reload();

    await answers().getByText('You stopped this answer.').waitFor();
    expect(await answers().innerText()).toContain('t30');
    expect(await page.getByRole('link', { name: /^Count/ }).getAttribute('aria-current')).toBe('page');
  });

  it('shows it in a second browser, and to nobody else', async () => {
    const second = await signedInAt(routeOf());
    await answers(second).getByText('You stopped this answer.').waitFor();
    await second.context().close();

    const stranger = await signedInAt(routeOf(), 0);
    await stranger.getByRole('heading', { name: 'This conversation is not here' }).waitFor();
    expect(await answers(stranger).count()).toBe(0);
    await stranger.context().close();
  });

  it('keeps both versions of an edited question', async () => {
    await button('Edit question').click();
    await page.getByRole('textbox', { name: 'Edit your question' }).fill('Count less [tokens 3]');
    await page.keyboard.press('Enter');
    await answers().getByText('t1 t2 t3', { exact: true }).waitFor();
    await isStored();

    await page.reload();
    await answers().getByText('t1 t2 t3', { exact: true }).waitFor();
    await button('Previous version').click();

    await answers().getByText('You stopped this answer.').waitFor();
    await button('Next version').click();
    expect(await answers().count()).toBe(1);
  });

  it('renews an expired session without a word', async () => {
    let refusals = 0;
    await page.route(/\/messages$/, (route) =>
      refusals++ === 0
        ? route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' })
        : route.continue(),
    );

    await ask('Still there? [tokens 4]');
    await answers().getByText('t1 t2 t3 t4', { exact: true }).waitFor();
    await isStored();

    expect(refusals).toBeGreaterThan(1);
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    await page.unroute(/\/messages$/);
  });

  it('keeps a picture beside the conversation, and shows it from there', async () => {
    const drawn = await page.screenshot();
    await page.getByLabel('Files to attach').setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: drawn });
    await page.getByRole('listitem').filter({ hasText: 'KB' }).waitFor();
    await ask('What is this? [tokens 5]');
    await answers().getByText('t1 t2 t3 t4 t5', { exact: true }).waitFor();
    await isStored();

    await page.reload();
    const picture = page.getByRole('img', { name: 'page.png' });
    await picture.waitFor();

    expect(await picture.getAttribute('src')).toMatch(/^http.*X-Amz-Signature/);
    const width = await picture.evaluate(async (image: { decode?: () => Promise<void>; naturalWidth?: number }) => {
      await image.decode?.();
      return image.naturalWidth;
    });
    expect(width).toBe(1280);
  });

  it('goes on from a summary, which leaves everything in its place', async () => {
    await button('Model: chat-journey').waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByPlaceholder('Find or do anything').fill('summarise');
    await page.getByRole('option', { name: /Summarise what was said so far/ }).click();
    await page.getByText('What was said so far is summarised for the model').waitFor();

    const request = page.waitForRequest(/chat\/completions$/);
    await ask('And now? [tokens 6]');
    const { messages } = (await request).postDataJSON() as { messages: { role: string; content: string }[] };
    await answers().getByText('t1 t2 t3 t4 t5 t6', { exact: true }).waitFor();
    await isStored();

    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[0]?.content).toMatch(/^Summary of the conversation so far:/);
    await page.reload();
    await page.getByText('What was said so far is summarised for the model').waitFor();
    expect(await page.getByRole('img', { name: 'page.png' }).count()).toBe(1);
  });

  it('is deleted after asking, and gone after a reload', async () => {
    await page.getByRole('link', { name: /^Count/ }).hover();
    await button(/^Actions for Count/).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: /^Count/ }).waitFor({ state: 'detached' });
    // The list does not wait for the server; the page goes on to a new conversation once it has answered.
    await page.waitForURL(/#\/ai-assistant$/);

    await page.reload();

    await page.getByRole('textbox', { name: 'Your question' }).waitFor();
    expect(await page.getByRole('link', { name: /^Count/ }).count()).toBe(0);
  });
});
