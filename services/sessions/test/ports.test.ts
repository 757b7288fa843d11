import { countedIds } from '@lisa/testing/counted-ids';
import { keepsConversations } from './conversations-suite.ts';
import { inMemoryPorts } from './fakes.ts';
import { keepsConfigurations, keepsPreferences, keepsPromptTemplates, knowsModels } from './settings-suite.ts';

const { uid: mint } = countedIds();

keepsConversations(
  'memory',
  async () => {
    const { conversations, facts } = inMemoryPorts();
    const of = (sessionId: string) =>
      facts.filter(({ data }) => (data as { sessionId?: string }).sessionId === sessionId);
    return { conversations, committed: async (sessionId) => of(sessionId).map(({ event }) => event.name) };
  },
  mint,
);

keepsConfigurations(
  'memory',
  async () => {
    const { configurations, facts } = inMemoryPorts();
    const of = (scope: string) => facts.filter(({ data }) => (data as { configScope?: string }).configScope === scope);
    return { configurations, committed: async (scope) => of(scope).length };
  },
  mint,
);

keepsPreferences('memory', async () => inMemoryPorts().preferences, mint);
keepsPromptTemplates('memory', async () => inMemoryPorts().promptTemplates, mint);
knowsModels('memory', async () => inMemoryPorts().models, mint);
