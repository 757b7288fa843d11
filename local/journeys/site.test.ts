import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type Administrator } from './browser-administrator.ts';
import { platform } from './running-platform.ts';

let admin: Administrator;
beforeAll(async () => {
  admin = await administrator();
});
afterAll(() => admin?.close());

describe('administering the platform in a browser', () => {
  it('adds a model whose connection was tested, sees it come into service, and deletes it', async () => {
    const { page } = admin;
    await admin.signInAt('#/model-management/new');
    await page.getByLabel('Name', { exact: true }).fill('by-hand');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill(`${platform.demoModelUrl}/v1`);
    await page.getByLabel('Model at that address').fill('lisa-demo');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('It works: “').waitFor();
    await page.getByRole('button', { name: 'Add model' }).click();
    await page.getByRole('row', { name: /^by-hand.*In service/ }).waitFor();

    await admin.choose('by-hand', 'Delete');
    await page.getByLabel('To be sure, type by-hand').fill('by-hand');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

    await page.getByRole('row', { name: /^by-hand/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('row', { name: /^demo.*In service/ }).count()).toBe(1);
  });

  it('signs out, after which a reload finds nobody', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();

    await page.reload();

    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  });
});
