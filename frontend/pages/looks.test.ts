import { listModels, type LisaModel } from '@lisa/contracts/api/models.routes';
import { listConfiguration } from '@lisa/contracts/api/sessions.routes';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { describe, expect, it } from '@jest/globals';
import type { SiteServer } from './testing/site-server.ts';
import { aModel } from './testing/a-model.ts';
import { siteVisits } from './testing/site-visit.ts';
import { looks } from './testing/visit.ts';

const long = 'A model of our own for contracts, which answers slowly and cites the paragraphs it means. '.repeat(2);
const models: readonly LisaModel[] = Array.from({ length: 30 }, (_, index) =>
  aModel({
    modelId: index === 3 ? 'a-model-with-a-rather-long-name.that-nobody-would-choose:latest' : `model-${index + 1}`,
    modelName: `openai/llama-4-${index + 1}`,
    modelDescription: index % 4 === 0 ? long : null,
    features: index % 3 === 0 ? [{ name: 'imageInput', overview: '' }] : [],
    allowedGroups: index % 5 === 0 ? ['research', 'support', 'people-of-the-second-floor'] : [],
    status: (['InService', 'Creating', 'Failed', 'Deleting'] as const)[index % 4]!,
    ...(index % 4 === 2 && {
      failureReason: 'The address https://models.example.com/v1 answered 401: its API key is wrong.',
    }),
  }),
);

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

const site = siteVisits();

describe.each(looks)('at $name', (look) => {
  it('the door can be used by everybody', async () => {
    await site.open('', look);
    await site.page.getByRole('button', { name: 'Sign in' }).waitFor();

    await site.shoot(`door-${look.name}`);

    expect(await site.faults()).toEqual([]);
  });

  it.each(scenes)('$name can be used by everybody', async ({ name, route, words, arrange }) => {
    arrange?.(site.server);
    await site.open(route, look);
    await site.person.signIn();
    await site.page.getByText(words).first().waitFor();

    await site.shoot(`${name}-${look.name}`);

    expect(await site.faults()).toEqual([]);
  });
});
