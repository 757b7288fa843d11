import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../browser.ts';
import { platform } from './running-platform.ts';

/** The administrator in front of a browser of their own. */
export interface Administrator {
  readonly page: Page;
  /** Signs in at the pool's own page, beginning at a page of the site. */
  signInAt(route: string): Promise<void>;
  /** Chooses what to do with a model. */
  choose(modelId: string, action: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the browser; nobody is signed in yet. */
export async function administrator(): Promise<Administrator> {
  const [person] = platform.users;
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  const page = await browser.newPage({ locale: 'en-GB' });
  page.setDefaultTimeout(90_000);
  return {
    page,
    async signInAt(route) {
      await page.goto(`${platform.apiUrl}/${route}`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('input[name=username]').fill(String(person?.username));
      await page.locator('input[name=password]').fill(String(person?.password));
      await page.locator('input[name=password]').press('Enter');
    },
    async choose(modelId, action) {
      await page.getByRole('button', { name: `Actions for ${modelId}` }).click();
      await page.getByRole('menuitem', { name: action, exact: true }).click();
    },
    close: () => browser.close(),
  };
}
