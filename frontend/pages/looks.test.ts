import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listModels, type LisaModel } from '@lisa/contracts/api/models.routes';
import { listConfiguration } from '@lisa/contracts/api/sessions.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startSiteServer, type SiteServer } from './testing/site-server.ts';
import { looks, openBrowser, visit, type Look, type Visit } from './testing/visit.ts';

jest.setTimeout(30_000);

/** Where screenshots are kept, to be looked at. */
const shots = join(import.meta.dirname, '../../.local/pages');
mkdirSync(shots, { recursive: true });

const long = 'A model of our own for contracts, which answers slowly and cites the paragraphs it means. '.repeat(2);
const models: readonly LisaModel[] = Array.from({ length: 30 }, (_, index) => ({
  modelId: index === 3 ? 'a-model-with-a-rather-long-name.that-nobody-would-choose:latest' : `model-${index + 1}`,
  modelName: `openai/llama-4-${index + 1}`,
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  modelDescription: index % 4 === 0 ? long : null,
  streaming: true,
  features: index % 3 === 0 ? [{ name: 'imageInput', overview: '' }] : [],
  allowedGroups: index % 5 === 0 ? ['research', 'support', 'people-of-the-second-floor'] : [],
  hostingType: 'third_party',
  status: (['InService', 'Creating', 'Failed', 'Deleting'] as const)[index % 4]!,
  contextWindow: null,
  last_modified_date: 1795276800000,
  ...(index % 4 === 2 && {
    failureReason: 'The address https://models.example.com/v1 answered 401: its API key is wrong.',
  }),
}));

const bannered: ConfigurationVersion = {
  versionId: 3,
  configScope: 'global',
  configuration: Configuration.parse({
    systemBanner: { isEnabled: true, text: 'Internal use only', textColor: '#ffffff', backgroundColor: '#7d2105' },
    announcement: { isEnabled: true, message: 'Planned work on Sunday from 8 to 10: answers may be slow.' },
  }),
  changedBy: 'somebody',
  changeReason: 'Planned work',
  createdAt: '1795269600',
  created_at: '1795269600',
};

interface Scene {
  readonly name: string;
  readonly route: string;
  /** Words that are on screen once it is drawn. */
  readonly words: string;
  arrange?(server: SiteServer): void;
}

const scenes: readonly Scene[] = [
  {
    name: 'models',
    route: '#/model-management',
    words: 'In service',
    arrange: (at) => at.reply(listModels, { models: [...models] }),
  },
  {
    name: 'no-models',
    route: '#/model-management',
    words: 'No models yet',
    arrange: (at) => at.reply(listModels, { models: [] }),
  },
  { name: 'add-model', route: '#/model-management/new', words: 'Where it runs' },
  {
    name: 'first-visit',
    route: '#/',
    words: 'Connect programs',
    arrange: (at) => at.reply(listModels, { models: [models[1]!, models[2]!] }),
  },
  { name: 'configuration', route: '#/configuration', words: 'Prompt library' },
  {
    name: 'banner',
    route: '#/configuration',
    words: 'Prompt library',
    arrange: (at) => at.reply(listConfiguration, [bannered]),
  },
];

let browser: Browser;
let server: SiteServer;
let person: Visit;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  server = await startSiteServer();
});
afterEach(async () => {
  try {
    await person?.close();
  } finally {
    await server?.close();
  }
});

const shoot = (name: string, look: Look) => person.page.screenshot({ path: join(shots, `${name}-${look.name}.png`) });

/** What nobody should find on a page, in one list. */
const faults = async (): Promise<string[]> => [
  ...(await person.axeViolations()),
  ...(await person.tooSmall()),
  ...((await person.isTooWide()) ? ['it scrolls sideways'] : []),
];

describe.each(looks)('at $name', (look) => {
  it('the door can be used by everybody', async () => {
    person = await visit(browser, server, look);
    await person.page.getByRole('button', { name: 'Sign in' }).waitFor();

    await shoot('door', look);

    expect(await faults()).toEqual([]);
  });

  it.each(scenes)('$name can be used by everybody', async ({ name, route, words, arrange }) => {
    arrange?.(server);
    person = await visit(browser, server, look, route);
    await person.signIn();
    await person.page.getByText(words).first().waitFor();

    await shoot(name, look);

    expect(await faults()).toEqual([]);
  });
});
