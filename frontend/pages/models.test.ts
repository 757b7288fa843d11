import { listModels, type LisaModel } from '@lisa/contracts/api/models.routes';
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

const aModel = (fields: Partial<LisaModel> = {}): LisaModel => ({
  modelId: 'demo',
  modelName: 'openai/demo',
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  modelDescription: null,
  streaming: true,
  features: [],
  allowedGroups: [],
  hostingType: 'third_party',
  status: 'InService',
  contextWindow: null,
  last_modified_date: 1795276800000,
  ...fields,
});

async function atModels(): Promise<void> {
  admin = await visit(browser, server, undefined, '#/model-management');
  await admin.signIn();
  await admin.page.getByText('Models', { exact: true }).first().waitFor();
}

describe('looking at models', () => {
  it('shows each with its status, and why one failed', async () => {
    server.reply(listModels, {
      models: [
        aModel(),
        aModel({ modelId: 'broken', status: 'Failed', failureReason: 'The address does not answer.' }),
      ],
    });

    await atModels();

    const row = admin.page.getByRole('row', { name: /broken/ });
    await row.getByText('Failed').waitFor();
    expect(await row.textContent()).toContain('The address does not answer.');
    expect(await admin.page.getByRole('row', { name: /^demo/ }).textContent()).toContain('In service');
  });

  it('follows a status without being asked to', async () => {
    let status: LisaModel['status'] = 'Creating';
    server.reply(listModels, () => ({ models: [aModel({ status })] }));
    await atModels();
    await admin.page.getByText('Creating').waitFor();

    status = 'InService';

    await admin.page.getByText('In service').waitFor();
    expect(await admin.page.getByText('Creating').count()).toBe(0);
  });

  it('says what to do while there is none', async () => {
    server.reply(listModels, { models: [] });

    await atModels();

    await admin.page.getByText('No models yet').waitFor();
    expect(await admin.page.getByRole('button', { name: 'Add model' }).count()).toBe(2);
  });

  it('finds one by any of its words', async () => {
    server.reply(listModels, { models: [aModel(), aModel({ modelId: 'other', modelDescription: 'Writes poems' })] });
    await atModels();

    await admin.page.getByRole('searchbox', { name: 'Find models' }).fill('poem');

    await admin.page.getByRole('row', { name: /other/ }).waitFor();
    expect(await admin.page.getByRole('row', { name: /^demo/ }).count()).toBe(0);
  });

  it('says why they could not be read, and tries again', async () => {
    server.refuse(listModels, 403, { message: 'You do not have permission to do this.' });
    admin = await visit(browser, server, undefined, '#/model-management');
    admin.excuse('status of 403');
    await admin.signIn();
    await admin.page.getByText('You do not have permission to do this.').waitFor();

    server.reply(listModels, { models: [aModel()] });
    await admin.page.getByRole('button', { name: 'Try again' }).click();

    await admin.page.getByRole('row', { name: /^demo/ }).waitFor();
    expect(await admin.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

describe('adding a model', () => {
  it('asks for what the route needs, in the words of its schema', async () => {
    await atModels();
    await admin.page.getByRole('button', { name: 'Add model' }).click();

    await admin.page.getByLabel('Name', { exact: true }).fill('-no good');
    await admin.page.getByRole('textbox', { name: 'Address', exact: true }).fill('ftp://nowhere');
    await admin.page.getByRole('button', { name: 'Add model' }).click();

    await admin.page.getByText('must begin with a letter or digit').waitFor();
    expect(server.asked.some(({ route }) => route === 'createModel')).toBe(false);
  });

  it('sends the request that was filled in, and returns to the list', async () => {
    await atModels();
    await admin.page.getByRole('button', { name: 'Add model' }).click();
    await admin.page.getByLabel('Name', { exact: true }).fill('poet');
    await admin.page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://models.example.com/v1');
    await admin.page.getByLabel('Model at that address').fill('llama-4');
    await admin.page.getByRole('textbox', { name: 'Groups' }).fill('research, support');

    await admin.page.getByRole('button', { name: 'Add model' }).click();

    await admin.page.getByText('poet is being created').waitFor();
    expect(server.asked.find(({ route }) => route === 'createModel')?.body).toMatchObject({
      modelId: 'poet',
      modelName: 'openai/llama-4',
      modelUrl: 'https://models.example.com/v1',
      route: 'direct',
      streaming: true,
      allowedGroups: ['research', 'support'],
    });
  });
});

describe('deleting a model', () => {
  it('asks for its name, says who is affected, then deletes it', async () => {
    server.reply(listModels, { models: [aModel({ allowedGroups: ['research'] })] });
    await atModels();
    await admin.page.getByRole('button', { name: 'Delete demo' }).click();
    const dialog = admin.page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('Members of research');
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);

    await dialog.getByLabel('To be sure, type demo').fill('demo');
    await dialog.getByRole('button', { name: 'Delete' }).click();

    await admin.page.getByText('demo is being deleted').waitFor();
    expect(server.asked.find(({ route }) => route === 'deleteModel')?.params).toEqual({ modelId: 'demo' });
  });
});
