import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoWeightsFolder } from '../demo-weights.ts';
import { administrator, type Administrator } from './browser-administrator.ts';
import { call, platform, tokenOf } from './running-platform.ts';

const modelId = 'hosted-by-hand';
let admin: Administrator;
beforeAll(async () => {
  admin = await administrator();
});
afterAll(() => admin?.close());

/** The status that the model's own page shows, as it changes by itself. */
const status = (words: string) => admin.page.getByRole('main').getByText(words, { exact: true }).first();

/** Goes through the wizard that is open with what cannot be left out. */
async function createByPage(name: string, folder: string): Promise<void> {
  const { page } = admin;
  await page.getByRole('textbox', { name: 'Folder of the weights' }).fill(folder);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Skip to review and create' }).click();
  await page.getByRole('button', { name: 'Create model' }).click();
}

/** Deletes the model whose page is open, and waits until it is gone. */
async function deleteByPage(name: string): Promise<void> {
  const { page } = admin;
  await admin.choose(name, 'Delete');
  await page.getByLabel(`To be sure, type ${name}`).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(`There is no model ${name} (any more)`).waitFor();
}

describe('hosting a model from its page', () => {
  it('creates one from two fields and shows every step until it is in service', async () => {
    const { page } = admin;
    await admin.signInAt('#/model-management/host');

    await createByPage(modelId, demoWeightsFolder);

    await status('Creating').waitFor();
    await status('In service').waitFor();
    const steps = page.getByRole('list', { name: 'Steps of the last change' }).getByRole('listitem');
    expect(await steps.count()).toBe(4);
    for (const step of await steps.allTextContents()) expect(step).toMatch(/\d\d:\d\d:\d\d/);
  });

  it('answers whoever chats with it', async () => {
    const chat = { model: modelId, messages: [{ role: 'user', content: '[tokens 3] count' }] };

    const answer = await call('POST', '/v2/serve/chat/completions', await tokenOf('user'), chat);

    expect(answer).toMatchObject({ status: 200, body: { choices: [{ message: { content: 't1 t2 t3' } }] } });
  });

  it('stops, starts again, and changes what was reviewed', async () => {
    const { page } = admin;
    await admin.choose(modelId, 'Stop');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await status('Stopped').waitFor();
    await admin.choose(modelId, 'Start');
    await status('In service').waitFor();

    await admin.choose(modelId, 'Edit');
    await page.getByRole('textbox', { name: /^Description/ }).fill('Hosted by hand');
    await page.getByRole('textbox', { name: /VLLM_MAX_MODEL_LEN/ }).fill('4096');
    await page.getByRole('button', { name: 'Review and save' }).click();
    const review = page.getByRole('dialog');
    expect(await review.getByRole('listitem').allTextContents()).toEqual([
      'Description: nothing → Hosted by hand',
      'VLLM_MAX_MODEL_LEN: nothing → 4096',
    ]);
    await review.getByRole('button', { name: 'Save' }).click();

    await status('Updating').waitFor();
    await status('In service').waitFor();
    expect(await page.getByRole('main').textContent()).toContain('Hosted by hand');
  });

  it('deletes it once its name was typed, and says when it is gone', async () => {
    await deleteByPage(modelId);

    expect((await call('GET', `/models/${modelId}`, await tokenOf('admin'))).status).toBe(404);
  });

  it('shows why one failed, and deletes that too', async () => {
    const { page } = admin;
    const failing = 'hosted-without-weights';
    await page.goto(`${platform.apiUrl}/#/model-management/host`);

    await createByPage(failing, 'nobody/nothing');

    await status('Failed').waitFor();
    await page
      .getByRole('main')
      .getByText(/Weights missing: s3:\/\/[^/]+\/nobody\/nothing\//)
      .first()
      .waitFor();
    await deleteByPage(failing);

    expect((await call('GET', `/models/${failing}`, await tokenOf('admin'))).status).toBe(404);
  });
});
