import { countedIds } from '@lisa/testing/counted-ids';
import { inMemoryPorts } from './fakes.ts';
import { keepsRoutes } from './routes-suite.ts';

keepsRoutes(
  'memory',
  async () => {
    const { routes, facts } = inMemoryPorts();
    const committed = async (uid: string) =>
      facts.filter(({ data }) => (data as { uid?: string }).uid === uid).map(({ event }) => event.name);
    return { routes, committed };
  },
  countedIds().uid,
);
