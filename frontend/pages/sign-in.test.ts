import { listModels } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

const open = async (route = ''): Promise<void> => {
  await site.open(route);
};

describe('signing in', () => {
  it('returns to the page that was asked for, without anything of it left in the address', async () => {
    await open('#/model-management/new');

    await site.person.signIn();

    await site.page.getByRole('heading', { name: 'Add model' }).waitFor();
    expect(site.page.url()).toBe(`${site.server.url}#/model-management/new`);
  });

  it('lasts over a reload of the tab, and no longer than the tab', async () => {
    await open('#/model-management/new');
    await site.person.signIn();

    await site.page.reload();

    await site.page.getByRole('heading', { name: 'Add model' }).waitFor();
    const kept = await site.page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('token');
  });

  it('shows administration to administrators only', async () => {
    site.server.people.become({ email: 'user@example.com', groups: ['users'] });
    await open('#/model-management');

    await site.person.signIn();

    await site.page.getByRole('link', { name: 'Chat', exact: true }).waitFor();
    expect(await site.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    expect(site.page.url()).not.toContain('model-management');
  });

  it('says what the provider said when it fails', async () => {
    await open('?error=access_denied&error_description=Your+account+is+locked&state=none');

    await site.page.getByRole('heading', { name: 'You could not be signed in' }).waitFor();

    expect(await site.page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
  });
});

describe('a session that runs out', () => {
  it('is renewed without anybody noticing', async () => {
    site.server.people.tokensLast(2);
    await open('#/model-management');
    await site.person.signIn();
    site.server.people.tokensLast(3600);
    await site.page.waitForTimeout(2500);

    await site.page.reload();

    await site.page.getByRole('link', { name: 'Administration' }).waitFor();
    expect(await site.page.getByText('Your session has ended').count()).toBe(0);
  });

  it('that cannot be renewed says so, keeps the page, and comes back to it', async () => {
    await open('#/model-management/new');
    await site.person.signIn();
    await site.page.getByLabel('Name', { exact: true }).fill('half-written');
    site.server.people.renews(false);
    site.server.refuse(listModels, 401, { message: 'Unauthorized' });
    site.person.excuse('status of 401');
    site.person.excuse('status of 400');

    await site.page.getByRole('link', { name: 'Models' }).click();

    const dialog = site.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    site.server.reply(listModels, { models: [] });
    await dialog.getByRole('button', { name: 'Sign in again' }).click();
    await site.page.getByText('No models yet').waitFor();
    expect(site.page.url()).toBe(`${site.server.url}#/model-management`);
  });
});

describe('signing out', () => {
  it('forgets who was there', async () => {
    await open();
    await site.person.signIn();

    await site.page.getByRole('button', { name: /Account/ }).click();
    await site.page.getByRole('menuitem', { name: 'Sign out' }).click();

    await site.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await site.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  });
});

describe('a first visit', () => {
  it('tells an administrator what to do while there is no model', async () => {
    site.server.reply(listModels, { models: [] });
    await open();
    await site.person.signIn();

    await site.page.getByRole('button', { name: 'Add model' }).click();

    await site.page.getByRole('heading', { name: 'Where it runs' }).waitFor();
    expect(site.page.url()).toContain('#/model-management/new');
  });

  it('tells everybody else whom to ask', async () => {
    site.server.people.become({ email: 'user@example.com', groups: [] });
    site.server.reply(listModels, { models: [] });
    await open();

    await site.person.signIn();

    await site.page.getByText('An administrator adds models').waitFor();
    expect(await site.page.getByRole('button', { name: 'Add model' }).count()).toBe(0);
  });
});
