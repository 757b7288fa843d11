import { countedIds } from '@lisa/testing/counted-ids';
import { keepsApiKeys } from './api-keys-suite.ts';
import { inMemoryPorts } from './fakes.ts';
import { keepsModels } from './models-suite.ts';
import { startsWorkflows } from './workflows-suite.ts';

const { uid: mint } = countedIds();

keepsModels(
  'memory',
  async () => {
    const { models, facts } = inMemoryPorts();
    const committed = async (uid: string) =>
      facts.filter(({ data }) => (data as { uid?: string }).uid === uid).map(({ event }) => event.name);
    return { models, committed };
  },
  mint,
);

keepsApiKeys(
  'memory',
  async () => {
    const { apiKeys, keys } = inMemoryPorts();
    return { apiKeys, read: async (arn) => keys.get(arn.split('/')[4] ?? '')?.apiKey };
  },
  mint,
);

startsWorkflows(
  'memory',
  async () => {
    const { workflows, executions } = inMemoryPorts();
    return { workflows, end: async (name) => void (executions.get(name)!.status = 'SUCCEEDED') };
  },
  mint,
);
