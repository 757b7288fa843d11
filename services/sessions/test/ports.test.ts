import { countedIds } from '@lisa/testing/counted-ids';
import { keepsConversations } from './conversations-suite.ts';
import { inMemoryPorts } from './fakes.ts';

const { uid: mint } = countedIds();

keepsConversations(
  'memory',
  async () => {
    const { conversations, facts } = inMemoryPorts();
    const committed = async (sessionId: string) =>
      facts
        .filter(({ data }) => (data as { sessionId?: string }).sessionId === sessionId)
        .map(({ event }) => event.name);
    return { conversations, committed };
  },
  mint,
);
