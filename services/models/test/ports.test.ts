import { cloudFormationStacks } from '@lisa/aws/stacks/cloudformation-stacks';
import { countedIds } from '@lisa/testing/counted-ids';
import { SimulatedCloudFormation } from '@lisa/testing/simulator/cloud-formation';
import { aHost, pass } from '@lisa/testing/simulator/simulated-host.fixture';
import { keepsApiKeys } from './api-keys-suite.ts';
import { inMemoryPorts } from './fakes.ts';
import { keepsModels } from './models-suite.ts';
import { keepsStacks } from './stacks-suite.ts';
import { startsWorkflows } from './workflows-suite.ts';

const { uid: mint } = countedIds();
/** Stacks that cannot be made. */
const broken = new Set<string>();

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

keepsStacks(
  'the simulated CloudFormation',
  async () => {
    const host = aHost();
    const { client } = new SimulatedCloudFormation(host, {
      verdict: (_, stackName) => ({ seconds: 60, reason: broken.has(stackName) ? 'no capacity' : undefined }),
      tell: () => undefined,
      outputs: () => ({ ModelEndpointUrl: 'http://model.example.com' }),
    });
    const keeper = cloudFormationStacks(client, { stage: 'test', kind: 'model' }, host.time);
    const create: typeof keeper.create = (order) => {
      if (order.template.includes('broken')) broken.add(`lisa-test-model-${order.uid}`);
      return keeper.create(order);
    };
    return { stacks: { ...keeper, create }, settle: () => pass(host, 300) };
  },
  mint,
  { template: (value) => ({ value }), broken: { value: 'broken' } },
);
