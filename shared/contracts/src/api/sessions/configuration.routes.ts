import * as z from 'zod';
import { ConfigScope, Configuration, ConfigurationVersion } from '../../vocabulary/configuration.ts';
import { Preferences, UserPreferences } from '../../vocabulary/preferences.ts';
import { defineRoute } from '../define-route.ts';

const configuration = Configuration.parse({});
const version = {
  versionId: 1,
  configScope: 'global',
  configuration,
  changedBy: 'c0ffee00-1234-4567-89ab-000000000002',
  changeReason: 'Saved by an administrator',
  createdAt: '1795269600',
  created_at: '1795269600',
};

export const listConfiguration = defineRoute({
  id: 'listConfiguration',
  method: 'GET',
  path: '/configuration',
  access: 'user',
  summary: 'List the versions of the configuration, the newest first; the last one holds the defaults',
  query: z.object({ configScope: ConfigScope.default('global') }),
  success: 200,
  reply: z.array(ConfigurationVersion),
  failures: 'plain',
  problems: [],
  example: { reply: [version] },
});

export const putConfiguration = defineRoute({
  id: 'putConfiguration',
  method: 'PUT',
  path: '/configuration/{configScope}',
  access: 'admin',
  summary: 'Save the next version of the configuration; it is in effect at once',
  params: z.object({ configScope: ConfigScope }),
  body: z.object({
    versionId: z.coerce.number().int().nonnegative().describe('One more than the newest'),
    configScope: ConfigScope,
    configuration: Configuration,
    changeReason: z.string().max(1024).nullish(),
  }),
  success: 200,
  reply: z.object({ status: z.literal('ok') }),
  failures: 'plain',
  problems: ['ConfigurationExists'],
  example: {
    params: { configScope: 'global' },
    body: { versionId: 1, configScope: 'global', configuration },
    reply: { status: 'ok' },
  },
});

const preferences = { showMarkdownPreview: true };
const kept = { user: 'c0ffee00-1234-4567-89ab-000000000001', preferences };

export const getPreferences = defineRoute({
  id: 'getPreferences',
  method: 'GET',
  path: '/user-preferences',
  access: 'user',
  summary: 'Get your preferences; null if you never saved any',
  success: 200,
  reply: UserPreferences.nullable(),
  failures: 'plain',
  problems: [],
  example: { reply: kept },
});

export const putPreferences = defineRoute({
  id: 'putPreferences',
  method: 'PUT',
  path: '/user-preferences',
  access: 'user',
  summary: 'Save your preferences',
  body: z.object({ user: z.string().nullish().describe('Ignored: they are always yours'), preferences: Preferences }),
  success: 200,
  reply: UserPreferences,
  failures: 'plain',
  problems: [],
  example: { body: { preferences }, reply: kept },
});
