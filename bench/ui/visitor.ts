import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { PlatformFile } from '../../local/platform-file.ts';
import type { User } from '../../local/users.ts';

/** Somebody in front of the site, with nothing in the browser's cache. */
export interface Visitor {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** What an expression is worth on the page, once it is settled; the page's policy does not reach here. */
  evaluate<T>(expression: string): Promise<T>;
  signIn(user: User): Promise<void>;
  /** Where a new conversation is written, with nothing kept of the page before. */
  newChat(): Promise<void>;
  ask(words: string): Promise<void>;
  leave(): Promise<void>;
}

const question = 'Your question';

/** Opens a window that has never seen the site. `slowdown`: how many times slower its CPU is. */
export async function visitor(browser: Browser, { apiUrl }: PlatformFile, slowdown = 1): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ path: join(import.meta.dirname, 'probe.js') });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const field = page.getByRole('textbox', { name: question });
  return {
    page,
    cdp,
    async evaluate<T>(expression: string): Promise<T> {
      const settings = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', settings);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    },
    async signIn({ username, password }) {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('input[name=username]').fill(username);
      await page.locator('input[name=password]').fill(password);
      await page.locator('input[name=password]').press('Enter');
      await field.waitFor();
    },
    async newChat() {
      await page.goto(`${apiUrl}/#/ai-assistant`);
      await page.reload();
      await field.waitFor();
    },
    async ask(words) {
      await field.fill(words);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    leave: () => context.close(),
  };
}
