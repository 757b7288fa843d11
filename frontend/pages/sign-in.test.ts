import { listModels } from '@lisa/contracts/api/models.routes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startSiteServer, type SiteServer } from './testing/site-server.ts';
import { openBrowser, visit, type Visit } from './testing/visit.ts';

jest.setTimeout(30_000);

let browser: Browser;
let server: SiteServer;
let person: Visit;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  server = await startSiteServer();
});
afterEach(async () => {
  try {
    await person?.close();
  } finally {
    await server?.close();
  }
});

const open = async (route = ''): Promise<void> => {
  person = await visit(browser, server, undefined, route);
};

describe('signing in', () => {
  it('returns to the page that was asked for, without anything of it left in the address', async () => {
    await open('#/model-management/new');

    await person.signIn();

    await person.page.getByRole('heading', { name: 'Add model' }).waitFor();
    expect(person.page.url()).toBe(`${server.url}#/model-management/new`);
  });

  it('lasts over a reload of the tab, and no longer than the tab', async () => {
    await open('#/model-management/new');
    await person.signIn();

    await person.page.reload();

    await person.page.getByRole('heading', { name: 'Add model' }).waitFor();
    const kept = await person.page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('token');
  });

  it('shows administration to administrators only', async () => {
    server.people.become({ email: 'user@example.com', groups: ['users'] });
    await open('#/model-management');

    await person.signIn();

    await person.page.getByRole('link', { name: 'Chat' }).waitFor();
    expect(await person.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    expect(person.page.url()).not.toContain('model-management');
  });

  it('says what the provider said when it fails', async () => {
    await open('?error=access_denied&error_description=Your+account+is+locked&state=none');

    await person.page.getByRole('heading', { name: 'You could not be signed in' }).waitFor();

    expect(await person.page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
  });
});

describe('a session that runs out', () => {
  it('is renewed without anybody noticing', async () => {
    server.people.tokensLast(2);
    await open('#/model-management');
    await person.signIn();
    server.people.tokensLast(3600);
    await person.page.waitForTimeout(2500);

    await person.page.reload();

    await person.page.getByRole('link', { name: 'Administration' }).waitFor();
    expect(await person.page.getByText('Your session has ended').count()).toBe(0);
  });

  it('that cannot be renewed says so, keeps the page, and comes back to it', async () => {
    await open('#/model-management/new');
    await person.signIn();
    await person.page.getByLabel('Name', { exact: true }).fill('half-written');
    server.people.renews(false);
    server.refuse(listModels, 401, { message: 'Unauthorized' });
    person.excuse('status of 401');
    person.excuse('status of 400');

    await person.page.getByRole('link', { name: 'Models' }).click();

    const dialog = person.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    server.reply(listModels, { models: [] });
    await dialog.getByRole('button', { name: 'Sign in again' }).click();
    await person.page.getByText('No models yet').waitFor();
    expect(person.page.url()).toBe(`${server.url}#/model-management`);
  });
});

describe('signing out', () => {
  it('forgets who was there', async () => {
    await open();
    await person.signIn();

    await person.page.getByRole('button', { name: /Account/ }).click();
    await person.page.getByRole('menuitem', { name: 'Sign out' }).click();

    await person.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await person.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  });
});

describe('a first visit', () => {
  it('tells an administrator what to do while there is no model', async () => {
    server.reply(listModels, { models: [] });
    await open();
    await person.signIn();

    await person.page.getByRole('button', { name: 'Add model' }).click();

    await person.page.getByRole('heading', { name: 'Where it runs' }).waitFor();
    expect(person.page.url()).toContain('#/model-management/new');
  });

  it('tells everybody else whom to ask', async () => {
    server.people.become({ email: 'user@example.com', groups: [] });
    server.reply(listModels, { models: [] });
    await open();

    await person.signIn();

    await person.page.getByText('An administrator adds models').waitFor();
    expect(await person.page.getByRole('button', { name: 'Add model' }).count()).toBe(0);
  });
});
