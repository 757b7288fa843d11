import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../browser.ts';
import { platform } from './running-platform.ts';

jest.setTimeout(90_000);

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  page = await browser.newPage({ locale: 'en-GB' });
  page.setDefaultTimeout(20_000);
});
afterAll(() => browser?.close());

/** Signs the administrator in at the pool's own page, beginning at a page of the site. */
async function signInAt(route: string): Promise<void> {
  const [admin] = platform.users;
  await page.goto(`${platform.apiUrl}/${route}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[name=username]').fill(String(admin?.username));
  await page.locator('input[name=password]').fill(String(admin?.password));
  await page.locator('input[name=password]').press('Enter');
}

describe('administering the platform in a browser', () => {
  it('adds a model, sees it come into service, and deletes it', async () => {
    await signInAt('#/model-management/new');
    await page.getByLabel('Name', { exact: true }).fill('by-hand');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill(`${platform.demoModelUrl}/v1`);
    await page.getByLabel('Model at that address').fill('lisa-demo');
    await page.getByRole('button', { name: 'Add model' }).click();
    await page.getByRole('row', { name: /^by-hand.*In service/ }).waitFor();

    await page.getByRole('button', { name: 'Delete by-hand' }).click();
    await page.getByLabel('To be sure, type by-hand').fill('by-hand');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

    await page.getByRole('row', { name: /^by-hand/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('row', { name: /^demo.*In service/ }).count()).toBe(1);
  });

  it('signs out, after which a reload finds nobody', async () => {
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();

    await page.reload();

    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  });
});
