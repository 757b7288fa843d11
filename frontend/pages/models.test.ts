import { deleteModel, listModels, updateModel, type LisaModel } from '@lisa/contracts/api/models.routes';
import { listConfiguration } from '@lisa/contracts/api/sessions.routes';
import { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aModel, aModelOnItsWay } from './testing/a-model.ts';
import { isSeen } from './testing/chat-page.ts';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

async function atModels(...models: LisaModel[]): Promise<void> {
  if (models.length > 0) site.server.reply(listModels, { models });
  await site.open('#/model-management');
  await site.person.signIn();
  await site.page.getByText('Models', { exact: true }).first().waitFor();
}

const row = (name: RegExp) => site.page.getByRole('row', { name });
const asked = (id: string) => site.server.asked.find(({ route }) => route === id);
const timesAsked = (id: string): number => site.server.asked.filter(({ route }) => route === id).length;

async function choose(model: string, action: string): Promise<void> {
  await site.page.getByRole('button', { name: `Actions for ${model}` }).click();
  await site.page.getByRole('menuitem', { name: action, exact: true }).click();
}

describe('looking at models', () => {
  it('shows each with its status, why one failed and what to do next', async () => {
    const failureReason = 'Weights missing: s3://lisa-models/qwen/';

    await atModels(aModel(), aHostedModel({ modelId: 'broken', status: 'Failed', failureReason }));

    const broken = row(/broken/);
    await broken.getByText('Failed', { exact: true }).waitFor();
    const words = await broken.textContent();
    expect(words).toContain(failureReason);
    expect(words).toContain('Copy the weights into that folder of the models bucket. Then add one like it');
    expect(words).toContain('1 to 3 × g6.xlarge, vLLM');
    expect(await row(/^demo/).textContent()).toContain('In service');
  });

  it('follows a status without being asked to, tells the step, and asks no more once all have settled', async () => {
    let model = aModelOnItsWay();
    site.server.reply(listModels, () => ({ models: [model] }));
    await atModels();
    await site.page.getByText('Step 2 of 4: stack').waitFor();

    model = aHostedModel();
    await site.page.getByText('In service').waitFor();

    expect(await site.page.getByText('Creating').count()).toBe(0);
    const before = timesAsked('listModels');
    await site.page.waitForTimeout(3500);
    expect(timesAsked('listModels')).toBe(before);
  });

  it('says what to do while there is none', async () => {
    site.server.reply(listModels, { models: [] });

    await atModels();

    await site.page.getByText('No models yet').waitFor();
    expect(await site.page.getByRole('button', { name: 'Add model' }).count()).toBe(2);
  });

  it('finds one by any of its words', async () => {
    await atModels(aModel(), aModel({ modelId: 'other', modelDescription: 'Writes poems' }));

    await site.page.getByRole('searchbox', { name: 'Find models' }).fill('poem');

    await row(/other/).waitFor();
    expect(await row(/^demo/).count()).toBe(0);
  });

  it('says why they could not be read, and tries again', async () => {
    site.server.refuse(listModels, 403, { message: 'You do not have permission to do this.' });
    await site.open('#/model-management');
    site.person.excuse('status of 403');
    await site.person.signIn();
    await site.page.getByText('You do not have permission to do this.').waitFor();

    site.server.reply(listModels, { models: [aModel()] });
    await site.page.getByRole('button', { name: 'Try again' }).click();

    await row(/^demo/).waitFor();
    expect(await site.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

describe('stopping and starting a model', () => {
  it('says who is affected before it stops one', async () => {
    await atModels(aHostedModel({ modelId: 'mine', allowedGroups: ['research'] }));

    await choose('mine', 'Stop');
    const dialog = site.page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('Members of research');
    await dialog.getByRole('button', { name: 'Stop' }).click();

    await site.page.getByText('mine is being stopped').waitFor();
    expect(asked('updateModel')).toMatchObject({ params: { modelId: 'mine' }, body: { enabled: false } });
  });

  it('starts a stopped one at once', async () => {
    await atModels(aHostedModel({ modelId: 'mine', status: 'Stopped' }));

    await choose('mine', 'Start');

    await site.page.getByText('mine is being started').waitFor();
    expect(asked('updateModel')?.body).toEqual({ enabled: true });
  });

  it('says what the platform said when it refuses', async () => {
    await atModels(aHostedModel({ modelId: 'mine', status: 'Stopped' }));
    site.server.refuse(updateModel, 409, { message: 'It was changed by somebody else at the same time.' });
    site.person.excuse('status of 409');

    await choose('mine', 'Start');

    const words = 'mine was not started. It was changed by somebody else at the same time.';
    expect(await isSeen(site.page.getByText(words))).toBe(true);
  });

  it('offers nothing that its status does not allow', async () => {
    await atModels(aModelOnItsWay({ modelId: 'mine' }));

    await site.page.getByRole('button', { name: 'Actions for mine' }).click();

    for (const action of ['Edit', 'Stop', 'Make default'])
      expect(await site.page.getByRole('menuitem', { name: action }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('making a model the default', () => {
  it('saves the next version of the configuration, and marks the model', async () => {
    await atModels(aModel());
    await choose('demo', 'Make default');
    await site.page.getByText('New conversations begin with demo from now on.').waitFor();

    expect(asked('putConfiguration')?.body).toMatchObject({
      configuration: { global: { defaultModel: 'demo' } },
      changeReason: 'Default model: demo',
    });
  });

  it('shows which one is it', async () => {
    const configuration = Configuration.parse({ global: { defaultModel: 'demo' } });
    const version = { versionId: 3, configScope: 'global' as const, configuration, changedBy: 'x', changeReason: 'y' };
    site.server.reply(listConfiguration, [{ ...version, createdAt: '1795269600', created_at: '1795269600' }]);

    await atModels(aModel(), aModel({ modelId: 'other' }));

    await row(/^demo/).getByText('Default', { exact: true }).waitFor();
    expect(
      await row(/^other/)
        .getByText('Default', { exact: true })
        .count(),
    ).toBe(0);
  });
});

describe('deleting a model', () => {
  it('asks for its name, says who is affected, then deletes it', async () => {
    await atModels(aModel({ allowedGroups: ['research'] }));
    await choose('demo', 'Delete');
    const dialog = site.page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('Members of research');
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);

    await dialog.getByLabel('To be sure, type demo').fill('demo');
    await dialog.getByRole('button', { name: 'Delete' }).click();

    await site.page.getByText('demo is being deleted').waitFor();
    expect(asked('deleteModel')?.params).toEqual({ modelId: 'demo' });
  });

  it('keeps the dialog with the reason if it is refused', async () => {
    await atModels(aModel());
    site.server.refuse(deleteModel, 409, { message: 'The collection Contracts uses it.' });
    site.person.excuse('status of 409');
    await choose('demo', 'Delete');
    const dialog = site.page.getByRole('dialog');

    await dialog.getByLabel('To be sure, type demo').fill('demo');
    await dialog.getByRole('button', { name: 'Delete' }).click();

    expect(await isSeen(dialog.getByText('The collection Contracts uses it.'))).toBe(true);
  });
});
