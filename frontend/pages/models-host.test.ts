import { createModel, getModel, listInstanceTypes } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
import { aHostedModel } from './testing/a-model.ts';
import { isSeen } from './testing/chat-page.ts';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

const box = (name: string | RegExp) =>
  site.page.getByRole('textbox', { name, ...(typeof name === 'string' && { exact: true }) });
const number = (name: string) => site.page.getByRole('spinbutton', { name, exact: true });
const button = (name: string) => site.page.getByRole('button', { name, exact: true });
const heading = (name: string) => site.page.getByRole('heading', { name: new RegExp(`^${name}`), level: 1 });
const created = () => site.server.asked.find(({ route }) => route === 'createModel')?.body as Record<string, unknown>;

async function atWizard(): Promise<void> {
  await site.open('#/model-management/host');
  await site.person.signIn();
  await heading('Source').waitFor();
}

async function fillSource(folder = 'Qwen/Qwen3-8B'): Promise<void> {
  await box('Folder of the weights').fill(folder);
  await button('Next').click();
  await heading('Base model').waitFor();
}

async function reach(...steps: string[]): Promise<void> {
  await fillSource();
  await box('Name').fill('qwen');
  for (const step of steps) {
    await button('Next').click();
    await heading(step).waitFor();
  }
}

describe('hosting a model', () => {
  it('takes two fields', async () => {
    await atWizard();
    await fillSource();
    await box('Name').fill('qwen');
    await button('Skip to review and create').click();
    await heading('Review and create').waitFor();

    await button('Create model').click();

    await site.page.getByText('qwen is being created').waitFor();
    expect(created()).toMatchObject({
      modelId: 'qwen',
      modelName: 'Qwen/Qwen3-8B',
      hostingType: 'lisa_hosted',
      inferenceContainer: 'vllm',
      instanceType: 'g6.xlarge',
      streaming: true,
    });
    expect(site.page.url()).toContain('#/model-management/qwen');
  });

  it('explains a folder that is none where it is typed, and goes no further', async () => {
    await atWizard();
    await box('Folder of the weights').fill('../secrets');

    await button('Next').click();

    expect(await isSeen(site.page.getByText('It must be a folder of the models bucket'))).toBe(true);
    expect(await isSeen(heading('Source'))).toBe(true);
  });

  it('leads back to the first step with something wrong in it', async () => {
    await atWizard();
    await fillSource();

    await button('Next').click();

    expect(await isSeen(site.page.getByText('Fill this in.'))).toBe(true);
    expect(await isSeen(heading('Base model'))).toBe(true);
  });

  it('sends what was chosen in every step', async () => {
    site.server.reply(listInstanceTypes, ['g6.xlarge', 'g6.12xlarge', 'p5.48xlarge']);
    await atWizard();
    await reach('Container');
    await site.page.getByRole('radio', { name: /^SGLang/ }).check();
    await box(/SGLANG_CONTEXT_LENGTH/).fill('16384');
    await button('Image, memory, environment and health check').click();
    await button('Add variable').click();
    await box(/^Name/).fill('HF_HUB_OFFLINE');
    await box(/^Value/).fill('1');
    await button('Next').click();
    await heading('Instance').waitFor();
    await site.page.getByRole('button', { name: /Instance type/ }).click();
    await site.page.getByRole('option', { name: 'p5.48xlarge' }).click();
    await number('Disk').fill('500');
    await button('Next').click();
    await heading('Scaling').waitFor();
    await number('Fewest copies').fill('0');
    await number('Most copies').fill('4');
    await button('Next').click();
    await box('Path').fill('/ready');
    await button('Next').click();
    await heading('Review and create').waitFor();

    await button('Create model').click();

    await site.page.getByText('qwen is being created').waitFor();
    expect(created()).toMatchObject({
      inferenceContainer: 'sglang',
      instanceType: 'p5.48xlarge',
      containerConfig: { environment: { SGLANG_CONTEXT_LENGTH: '16384', HF_HUB_OFFLINE: '1' } },
      autoScalingConfig: { blockDeviceVolumeSize: 500, minCapacity: 0, maxCapacity: 4 },
      loadBalancerConfig: { healthCheckConfig: { path: '/ready' } },
    });
  });

  it('checks a number as somebody leaves its field', async () => {
    await atWizard();
    await reach('Container', 'Instance');

    await number('Disk').fill('3');
    await number('Disk').blur();

    expect(await isSeen(site.page.getByText('It must be at least 30.'))).toBe(true);
  });

  it('reviews everything, lets one change a step, and shows the API call that does the same', async () => {
    await atWizard();
    await reach('Container');
    await button('Skip to review and create').click();
    await heading('Review and create').waitFor();
    expect(await site.page.textContent('main')).toContain('Qwen/Qwen3-8B');

    await button('Edit Scaling').click();
    await number('Most copies').fill('7');
    await button('Skip to review and create').click();
    await button('The same as an API call').click();

    expect(await isSeen(site.page.getByText('"maxCapacity": 7'))).toBe(true);
  });

  it('begins with what another model is like, but for its name', async () => {
    site.server.reply(getModel, { model: aHostedModel({ allowedGroups: ['research'] }) });
    await site.open('#/model-management/host?like=mistral');
    await site.person.signIn();
    await heading('Source').waitFor();
    expect(await box('Folder of the weights').inputValue()).toBe('mistralai/Mistral-7B-Instruct-v0.3');
    await button('Next').click();
    expect(await box('Name').inputValue()).toBe('');
    await box('Name').fill('again');
    await button('Skip to review and create').click();

    await button('Create model').click();

    await site.page.getByText('again is being created').waitFor();
    expect(created()).toMatchObject({
      modelId: 'again',
      allowedGroups: ['research'],
      containerConfig: { environment: { VLLM_MAX_MODEL_LEN: '8192' } },
      autoScalingConfig: { maxCapacity: 3 },
    });
  });

  it('says why it was refused, with everything still filled in', async () => {
    site.server.refuse(createModel, 409, { message: "Model 'qwen' already exists. Please select another name." });
    await atWizard();
    site.person.excuse('status of 409');
    await fillSource();
    await box('Name').fill('qwen');
    await button('Skip to review and create').click();

    await button('Create model').click();

    await site.page.getByText('Please select another name.').first().waitFor();
    await button('Edit Base model').click();
    expect(await box('Name').inputValue()).toBe('qwen');
  });
});
