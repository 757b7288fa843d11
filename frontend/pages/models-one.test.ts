import { getModel, updateModel, type LisaModel } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aModel, aModelOnItsWay } from './testing/a-model.ts';
import { isSeen } from './testing/chat-page.ts';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

const box = (name: string | RegExp) => site.page.getByRole('textbox', { name });
const button = (name: string) => site.page.getByRole('button', { name, exact: true });
const updated = () => site.server.asked.find(({ route }) => route === 'updateModel')?.body;

async function at(path: string, model: LisaModel): Promise<void> {
  site.server.reply(getModel, { model });
  await site.open(`#/model-management/${model.modelId}${path}`);
  await site.person.signIn();
  await site.page.getByRole('heading', { level: 1, name: new RegExp(model.modelId) }).waitFor();
}

describe('looking at one model', () => {
  it('shows every step with its time while it comes into service', async () => {
    let model = aModelOnItsWay();
    await at('', model);
    site.server.reply(getModel, () => ({ model }));
    const steps = site.page.getByRole('list', { name: 'Steps under way' });
    await steps.getByText('Under way', { exact: true }).first().waitFor();

    model = aHostedModel();

    const done = site.page.getByRole('list', { name: 'Steps of the last change' });
    await done.getByText(/after 3 min 5 s/).waitFor();
    expect(await done.getByRole('listitem').count()).toBe(4);
    expect(await site.page.textContent('main')).toContain('1 to 3 × g6.xlarge, vLLM');
  });

  it('tells why it failed, where, and the next step', async () => {
    const failureReason = 'CannotPullContainerError: manifest unknown';

    await at('', aModelOnItsWay({ status: 'Failed', failureReason }));

    await site.page.getByText(failureReason).waitFor();
    await site.page.getByText('Check the name of the image').waitFor();
    expect(await isSeen(site.page.getByText('It failed here'))).toBe(true);
  });

  it('says so when there is none', async () => {
    site.server.refuse(getModel, 404, { message: "Model 'gone' was not found." });
    await site.open('#/model-management/gone');
    site.person.excuse('status of 404');
    await site.person.signIn();

    await site.page.getByText('There is no model gone (any more)').waitFor();
    await button('All models').click();

    expect(await isSeen(site.page.getByRole('heading', { name: /^Models/ }))).toBe(true);
  });
});

describe('changing a model', () => {
  it('shows what would change, then saves nothing but that', async () => {
    await at('/edit', aModel());
    expect(await button('Review and save').isDisabled()).toBe(true);
    await box(/^Description/).fill('Writes poems');
    await box(/^Groups/).fill('research');
    await button('Review and save').click();
    const dialog = site.page.getByRole('dialog');
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      'Description: nothing → Writes poems',
      'Used by: everybody → research',
    ]);
    expect(await dialog.getByText('Its copies are replaced').count()).toBe(0);

    await dialog.getByRole('button', { name: 'Save' }).click();

    await site.page.getByText('demo is being changed').waitFor();
    expect(updated()).toEqual({ modelDescription: 'Writes poems', allowedGroups: ['research'] });
  });

  it('warns where copies are replaced for it', async () => {
    await at('/edit', aHostedModel());
    await box(/VLLM_MAX_MODEL_LEN/).fill('4096');
    await site.page.getByRole('spinbutton', { name: 'Most copies' }).fill('5');

    await button('Review and save').click();

    const dialog = site.page.getByRole('dialog');
    await dialog.getByText('Its copies are replaced').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await site.page.getByText('mistral is being changed').waitFor();
    expect(updated()).toEqual({
      autoScalingInstanceConfig: { maxCapacity: 5 },
      containerConfig: { environment: { VLLM_MAX_MODEL_LEN: '4096' } },
    });
  });

  it('complains before it is reviewed', async () => {
    await at('/edit', aHostedModel());
    await box(/VLLM_MAX_MODEL_LEN/).fill('long');

    await button('Review and save').click();

    await site.page.getByText('It must be a whole number above 0.').first().waitFor();
    expect(await site.page.getByRole('dialog').count()).toBe(0);
  });

  it('keeps everything if the platform refuses', async () => {
    await at('/edit', aModel());
    site.server.refuse(updateModel, 409, { message: 'It was changed by somebody else at the same time.' });
    site.person.excuse('status of 409');
    await box(/^Description/).fill('Writes poems');
    await button('Review and save').click();

    await site.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

    await site.page.getByText('It was changed by somebody else at the same time.').waitFor();
    await button('Back').click();
    expect(await box(/^Description/).inputValue()).toBe('Writes poems');
  });

  it('waits while the model is on its way', async () => {
    await at('/edit', aModelOnItsWay());
    await box(/^Description/).fill('Writes poems');

    await site.page.getByText('Changes can be saved as soon as it is in service or stopped.').waitFor();

    expect(await button('Review and save').isDisabled()).toBe(true);
  });
});
