import { getModel, listInstanceTypes, listModels } from '@lisa/contracts/api/models.routes';
import { testConnection } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aModel, aModelOnItsWay } from './testing/a-model.ts';
import { siteVisits } from './testing/site-visit.ts';
import { looks, type Look } from './testing/visit.ts';

const site = siteVisits();

const button = (name: string) => site.page.getByRole('button', { name, exact: true });
const box = (name: string) => site.page.getByRole('textbox', { name, exact: true });

async function opens(route: string, look: Look): Promise<void> {
  await site.open(`#/model-management${route}`, look);
  await site.person.signIn();
  await site.page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Keeps what is on screen, and answers what is wrong with it. */
async function faultsOf(name: string, look: Look): Promise<string[]> {
  await site.shoot(`models-${name}-${look.name}`, { fullPage: true });
  return site.faults();
}

const weightsMissing = 'Weights missing: s3://lisa-dev-models/mistralai/Mistral-7B-Instruct-v0.3/';
const failed = aModelOnItsWay({ modelId: 'mistral-large', status: 'Failed', failureReason: weightsMissing });

describe.each(looks)('at $name, everybody can use', (look) => {
  it('the list, whatever state models are in', async () => {
    const stopped = aHostedModel({ modelId: 'night-shift', status: 'Stopped', allowedGroups: ['research', 'support'] });
    const models = [aModel(), aModelOnItsWay({ modelId: 'qwen' }), failed, stopped, aHostedModel()];
    site.server.reply(listModels, { models });
    await opens('', look);
    await site.page.getByText('Step 2 of 4').waitFor();

    expect(await faultsOf('list', look)).toEqual([]);
  });

  it('what can be done with a model', async () => {
    site.server.reply(listModels, { models: [aHostedModel(), failed] });
    await opens('', look);
    await button('Actions for mistral').click();
    await site.page.getByRole('menuitem', { name: 'Stop' }).waitFor();
    expect(await faultsOf('actions', look)).toEqual([]);

    await site.page.getByRole('menuitem', { name: 'Stop' }).click();
    await site.page.getByRole('dialog').waitFor();

    expect(await faultsOf('stop', look)).toEqual([]);
  });

  it('one on its way, and one that failed', async () => {
    site.server.reply(getModel, { model: aModelOnItsWay({ modelDescription: 'Ours, for contracts.' }) });
    await opens('/mistral', look);
    expect(await faultsOf('on-its-way', look)).toEqual([]);

    site.server.reply(getModel, { model: failed });
    await site.page.reload();
    await site.page.getByText('It failed here').waitFor();

    expect(await faultsOf('failed', look)).toEqual([]);
  });

  it('a connection that was tested in vain', async () => {
    const reason = 'The address does not know the model llama-4. It knows llama-5, mistral-large.';
    site.server.reply(testConnection, { ok: false, reason, models: ['llama-5', 'mistral-large'] });
    await opens('/new', look);
    await box('Name').fill('poet');
    await box('Address').fill('https://models.example.com/v1');
    await box('Model at that address').fill('llama-4');
    await button('Test connection').click();
    await site.page.getByText(reason).waitFor();

    expect(await faultsOf('connection', look)).toEqual([]);
  });

  it('every step of the wizard', async () => {
    site.server.reply(listInstanceTypes, ['g6.xlarge', 'g6.12xlarge', 'p5.48xlarge']);
    await opens('/host', look);
    await box('Folder of the weights').fill('Qwen/Qwen3-8B');
    expect(await faultsOf('wizard-1', look)).toEqual([]);
    await button('Next').click();
    await box('Name').fill('qwen');
    expect(await faultsOf('wizard-2', look)).toEqual([]);
    for (const step of [3, 4, 5, 6, 7]) {
      await button('Next').click();
      if (step === 3) {
        await button('Image, memory, environment and health check').click();
        await button('Add variable').click();
      }
      expect(await faultsOf(`wizard-${step}`, look)).toEqual([]);
    }
  });

  it('the form that changes one, and its review', async () => {
    site.server.reply(getModel, { model: aHostedModel() });
    await opens('/mistral/edit', look);
    await site.page.getByRole('textbox', { name: /VLLM_MAX_MODEL_LEN/ }).fill('4096');
    expect(await faultsOf('edit', look)).toEqual([]);

    await button('Review and save').click();
    await site.page.getByRole('dialog').waitFor();

    expect(await faultsOf('review', look)).toEqual([]);
  });
});
