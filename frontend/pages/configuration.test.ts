import { listConfiguration, putConfiguration } from '@lisa/contracts/api/sessions.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { describe, expect, it } from '@jest/globals';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

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
  site.server.reply(listConfiguration, versions);
  await site.open('#/configuration');
  await site.person.signIn();
  await site.page.getByRole('heading', { name: 'Configuration' }).waitFor();
}

const saved = () => site.server.asked.find(({ route }) => route === 'putConfiguration')?.body;

describe('changing the configuration', () => {
  it('shows what would change, then saves it as the next version with a reason', async () => {
    await atConfiguration(aVersion(4));
    await site.page.getByRole('checkbox', { name: 'Encrypt conversations' }).click();
    await site.page.getByRole('button', { name: 'Review and save' }).click();
    const dialog = site.page.getByRole('dialog');
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(['Encrypt conversations: off → on']);

    await dialog.getByLabel('Why – optional').fill('The auditors asked');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await site.page.getByText('was saved and is in effect').waitFor();
    expect(saved()).toMatchObject({
      versionId: 5,
      changeReason: 'The auditors asked',
      configuration: { enabledComponents: { encryptSession: true, showPromptTemplateLibrary: true } },
    });
  });

  it('asks for the words of a banner before it is shown to everybody', async () => {
    await atConfiguration(aVersion(0));
    await site.page.getByRole('checkbox', { name: 'Show a banner' }).click();

    await site.page.getByRole('button', { name: 'Review and save' }).click();

    await site.page.getByText('is required if enabled').waitFor();
    expect(await site.page.getByRole('dialog').count()).toBe(0);
  });

  it('does not overwrite what somebody else saved meanwhile', async () => {
    await atConfiguration(aVersion(4));
    site.server.refuse(putConfiguration, 409, 'Version 5 exists already.');
    site.person.excuse('status of 409');
    await site.page.getByRole('checkbox', { name: 'Prompt library' }).click();
    await site.page.getByRole('button', { name: 'Review and save' }).click();

    await site.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

    await site.page.getByText('Somebody else saved the configuration meanwhile').waitFor();
    expect(await site.page.getByRole('dialog').count()).toBe(1);
  });
});

describe('what was configured', () => {
  it('stands around every page, and an announcement until it is dismissed', async () => {
    const configuration = {
      systemBanner: { isEnabled: true, text: 'Internal use only' },
      announcement: { isEnabled: true, message: 'Planned work on Sunday' },
    };
    await atConfiguration(aVersion(2, configuration));
    expect(await site.page.getByText('Internal use only').count()).toBe(2);

    await site.page.getByRole('button', { name: 'Dismiss the announcement' }).click();
    await site.page.reload();

    await site.page.getByRole('heading', { name: 'Configuration' }).waitFor();
    expect(await site.page.getByRole('region', { name: 'Announcement' }).count()).toBe(0);
  });

  it('takes away what was switched off', async () => {
    await atConfiguration(aVersion(2, { enabledComponents: { showPromptTemplateLibrary: false } }));

    expect(await site.page.getByRole('link', { name: 'Prompts' }).count()).toBe(0);
  });
});
