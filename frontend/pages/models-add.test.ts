import { createModel } from '@lisa/contracts/api/models.routes';
import { testConnection } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { describe, expect, it } from '@jest/globals';
import { siteVisits } from './testing/site-visit.ts';

const site = siteVisits();

const box = (name: string) => site.page.getByRole('textbox', { name, exact: true });
const button = (name: string) => site.page.getByRole('button', { name, exact: true });
const asked = (id: string) => site.server.asked.find(({ route }) => route === id)?.body;

async function atNewModel(): Promise<void> {
  await site.open('#/model-management/new');
  await site.person.signIn();
  await site.page.getByRole('heading', { name: 'Add model' }).waitFor();
}

async function fillAddress(): Promise<void> {
  await box('Name').fill('poet');
  await box('Address').fill('https://models.example.com/v1');
  await box('Model at that address').fill('llama-4');
}

describe('adding a model', () => {
  it('asks for what the route needs, in words', async () => {
    await atNewModel();

    await box('Name').fill('-no good');
    await box('Address').fill('ftp://nowhere');
    await button('Add model').click();

    await site.page.getByText('must begin with a letter or digit').waitFor();
    await site.page.getByText('It must begin with http:// or https://.').waitFor();
    await site.page.getByText('Something is not right yet').first().waitFor();
    expect(asked('createModel')).toBeUndefined();
  });

  it('complains of a field as soon as somebody leaves it, and not before', async () => {
    await atNewModel();

    await box('Address').fill('ftp://nowhere');
    expect(await site.page.getByText('It must begin with http').count()).toBe(0);
    await box('Address').blur();

    await site.page.getByText('It must begin with http:// or https://.').waitFor();
    expect(await box('Address').getAttribute('aria-invalid')).toBe('true');
  });

  it('sends the request that was filled in, and returns to the list', async () => {
    await atNewModel();
    await fillAddress();
    await site.page.getByRole('textbox', { name: 'Groups' }).fill('research, support');

    await button('Add model').click();

    await site.page.getByText('poet is being created').waitFor();
    expect(asked('createModel')).toMatchObject({
      modelId: 'poet',
      modelName: 'openai/llama-4',
      modelUrl: 'https://models.example.com/v1',
      route: 'direct',
      streaming: true,
      allowedGroups: ['research', 'support'],
    });
  });

  it('keeps what was filled in if it is refused', async () => {
    await atNewModel();
    site.server.refuse(createModel, 409, { message: "Model 'poet' already exists. Please select another name." });
    site.person.excuse('status of 409');
    await fillAddress();

    await button('Add model').click();

    await site.page.getByText('Please select another name.').first().waitFor();
    expect(await box('Model at that address').inputValue()).toBe('llama-4');
  });

  it('leads to the wizard where it shall run on GPUs of the account', async () => {
    await atNewModel();

    await site.page.getByRole('radio', { name: /This AWS account/ }).check();
    await button('Next').click();

    await site.page.getByRole('heading', { name: /Source/ }).waitFor();
    expect(site.page.url()).toContain('#/model-management/host');
  });
});

describe('testing the connection', () => {
  const result = () => site.page.getByRole('status', { name: 'Result of the test' });

  it('needs nothing but how the model is reached, saves nothing and keeps the form', async () => {
    await atNewModel();
    await box('Address').fill('https://models.example.com/v1');
    await box('Model at that address').fill('llama-4');
    await site.page.getByLabel('API key').fill('sk-secret');

    await button('Test connection').click();

    await result().getByText('It works: “OK” after 240 ms.').waitFor();
    expect(asked('testConnection')).toMatchObject({
      modelName: 'openai/llama-4',
      route: 'direct',
      apiKey: 'sk-secret',
    });
    expect(asked('createModel')).toBeUndefined();
    expect(await box('Model at that address').inputValue()).toBe('llama-4');
  });

  it('asks for what is missing first', async () => {
    await atNewModel();

    await button('Test connection').click();

    await site.page.getByText('Fill this in.').first().waitFor();
    expect(asked('testConnection')).toBeUndefined();
  });

  it('names the cause, offers the names that address knows, and lets one add the model all the same', async () => {
    const reason = 'The address does not know the model llama-4. It knows llama-5.';
    site.server.reply(testConnection, { ok: false, reason, models: ['llama-5'] });
    await atNewModel();
    await fillAddress();
    await button('Test connection').click();
    await result().getByText(reason).waitFor();
    await result().getByText('You can add it all the same').waitFor();

    await button('Use llama-5').click();

    expect(await box('Model at that address').inputValue()).toBe('llama-5');
    // What was found out was about another model.
    expect(await result().getByText(reason).count()).toBe(0);
    await button('Add model').click();
    await site.page.getByText('poet is being created').waitFor();
  });

  it('is not offered where every answer costs money', async () => {
    await atNewModel();

    await site.page.getByRole('button', { name: /It answers with/ }).click();
    await site.page.getByRole('option', { name: 'Pictures' }).click();

    await site.page.getByText('cannot be tested without paying for one').waitFor();
    expect(await button('Test connection').count()).toBe(0);
  });
});
