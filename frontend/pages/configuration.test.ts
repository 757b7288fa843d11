import { listConfiguration, putConfiguration } from '@lisa/contracts/api/sessions.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startSiteServer, type SiteServer } from './testing/site-server.ts';
import { openBrowser, visit, type Visit } from './testing/visit.ts';

jest.setTimeout(30_000);

let browser: Browser;
let server: SiteServer;
let admin: Visit;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  server = await startSiteServer();
});
afterEach(async () => {
  try {
    await admin?.close();
  } finally {
    await server?.close();
  }
});

const aVersion = (versionId: number, configuration: object = {}): ConfigurationVersion => ({
  versionId,
  configScope: 'global',
  configuration: Configuration.parse(configuration),
  changedBy: 'somebody',
  changeReason: 'A reason',
  createdAt: `${1795269600 + versionId}`,
  created_at: `${1795269600 + versionId}`,
});

async function atConfiguration(...versions: ConfigurationVersion[]): Promise<void> {
  server.reply(listConfiguration, versions);
  admin = await visit(browser, server, undefined, '#/configuration');
  await admin.signIn();
  await admin.page.getByRole('heading', { name: 'Configuration' }).waitFor();
}

const saved = () => server.asked.find(({ route }) => route === 'putConfiguration')?.body;

describe('changing the configuration', () => {
  it('shows what would change, then saves it as the next version with a reason', async () => {
    await atConfiguration(aVersion(4));
    await admin.page.getByRole('checkbox', { name: 'Encrypt conversations' }).click();
    await admin.page.getByRole('button', { name: 'Review and save' }).click();
    const dialog = admin.page.getByRole('dialog');
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(['Encrypt conversations: off → on']);

    await dialog.getByLabel('Why – optional').fill('The auditors asked');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await admin.page.getByText('was saved and is in effect').waitFor();
    expect(saved()).toMatchObject({
      versionId: 5,
      changeReason: 'The auditors asked',
      configuration: { enabledComponents: { encryptSession: true, showPromptTemplateLibrary: true } },
    });
  });

  it('asks for the words of a banner before it is shown to everybody', async () => {
    await atConfiguration(aVersion(0));
    await admin.page.getByRole('checkbox', { name: 'Show a banner' }).click();

    await admin.page.getByRole('button', { name: 'Review and save' }).click();

    await admin.page.getByText('is required if enabled').waitFor();
    expect(await admin.page.getByRole('dialog').count()).toBe(0);
  });

  it('does not overwrite what somebody else saved meanwhile', async () => {
    await atConfiguration(aVersion(4));
    server.refuse(putConfiguration, 409, 'Version 5 exists already.');
    admin.excuse('status of 409');
    await admin.page.getByRole('checkbox', { name: 'Prompt library' }).click();
    await admin.page.getByRole('button', { name: 'Review and save' }).click();

    await admin.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

    await admin.page.getByText('Somebody else saved the configuration meanwhile').waitFor();
    expect(await admin.page.getByRole('dialog').count()).toBe(1);
  });
});

describe('what was configured', () => {
  it('stands around every page, and an announcement until it is dismissed', async () => {
    const configuration = {
      systemBanner: { isEnabled: true, text: 'Internal use only' },
      announcement: { isEnabled: true, message: 'Planned work on Sunday' },
    };
    await atConfiguration(aVersion(2, configuration));
    expect(await admin.page.getByText('Internal use only').count()).toBe(2);

    await admin.page.getByRole('button', { name: 'Dismiss the announcement' }).click();
    await admin.page.reload();

    await admin.page.getByRole('heading', { name: 'Configuration' }).waitFor();
    expect(await admin.page.getByRole('region', { name: 'Announcement' }).count()).toBe(0);
  });

  it('takes away what was switched off', async () => {
    await atConfiguration(aVersion(2, { enabledComponents: { showPromptTemplateLibrary: false } }));

    expect(await admin.page.getByRole('link', { name: 'Prompts' }).count()).toBe(0);
  });
});
