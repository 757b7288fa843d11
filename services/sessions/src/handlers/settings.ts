import type * as configurationRoutes from '@lisa/contracts/api/sessions/configuration.routes';
import type * as promptTemplateRoutes from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { Answers } from '@lisa/kit/http/api';
import type { Ports } from '../ports.ts';
import { listConfiguration, putConfiguration } from '../use-cases/configuration.ts';
import { putPreferences } from '../use-cases/preferences.ts';
import {
  createPromptTemplate,
  deletePromptTemplate,
  getPromptTemplate,
  listPromptTemplates,
  updatePromptTemplate,
} from '../use-cases/prompt-templates.ts';

type Settings = Answers<typeof configurationRoutes & typeof promptTemplateRoutes>;

/** What administrators set for all, people for themselves, and prompts they share. */
export const settings = (ports: Ports): Settings => ({
  listConfiguration: ({ query }) => listConfiguration(query.configScope, ports),

  putConfiguration: async ({ caller, params, body }) => {
    await putConfiguration(params.configScope, body, caller, ports);
    return { status: 'ok' };
  },

  getPreferences: async ({ caller }) => (await ports.preferences.of(caller.username)) ?? null,

  putPreferences: ({ caller, body }) => putPreferences(caller.username, body.preferences, ports),

  createPromptTemplate: ({ caller, body }) => createPromptTemplate(body, caller, ports),

  listPromptTemplates: async ({ caller, query }) => ({
    Items: await listPromptTemplates(query.public === 'true', caller, ports),
  }),

  getPromptTemplate: ({ caller, params }) => getPromptTemplate(params.promptTemplateId, caller, ports),

  updatePromptTemplate: ({ caller, params, body }) =>
    updatePromptTemplate(params.promptTemplateId, body, caller, ports),

  deletePromptTemplate: async ({ caller, params }) => {
    await deletePromptTemplate(params.promptTemplateId, caller, ports);
    return { status: 'ok' };
  },
});
