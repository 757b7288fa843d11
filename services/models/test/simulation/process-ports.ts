import { cloudFormationStacks } from '@lisa/aws/stacks/cloudformation-stacks';
import type { Ids } from '@lisa/aws/ids';
import type { SimulatedCloudFormation } from '@lisa/testing/simulator/cloud-formation';
import {
  cloudFormation,
  dynamoDb,
  otherAws,
  stepped,
  steppedClient,
  type SimulatedProcess,
} from '@lisa/testing/simulator/process';
import type { SimulatedStepFunctions } from '@lisa/testing/simulator/step-functions';
import { stepFunctionsWorkflows } from '../../src/adapters/step-functions-workflows.ts';
import type { ApiKeys, Containers, Deployer, Models, Ports, Probe, Sources, Unpublished } from '../../src/ports.ts';
import type { ModelStackSpec } from '../../src/stacks/model-stack-spec.ts';
import { inMemoryBlueprints } from '../fakes.ts';
import { stackNameOf, stage, uidInAddress } from './names.ts';
import type { Outside } from './outside.ts';
import { stateMachines } from './workflows.ts';

/** What all processes share: tables, AWS, the world outside. */
export interface Shared {
  readonly ids: Ids;
  readonly models: Models;
  readonly apiKeys: ApiKeys;
  readonly unpublished: Unpublished;
  readonly deployer: Deployer;
  readonly outside: Outside;
  readonly stacks: SimulatedCloudFormation;
  readonly stepFunctions: SimulatedStepFunctions;
}

/** The ports as one process has them: fakes and simulated AWS clients, each of whose calls is one step of it. Made when asked for. */
export function portsOf(process: SimulatedProcess, shared: Shared): Ports {
  const clock = { now: process.now };
  const aws = <C extends object>(client: C): C => steppedClient(process, otherAws, client);
  return {
    clock,
    ids: shared.ids,
    blueprints: inMemoryBlueprints,
    sources: nothingIsMissing,
    get models() {
      return stepped(process, 'models', dynamoDb, shared.models);
    },
    get apiKeys() {
      return stepped(process, 'apiKeys', otherAws, shared.apiKeys);
    },
    get workflows() {
      return stepFunctionsWorkflows(aws(shared.stepFunctions.client), stateMachines);
    },
    get stacks() {
      const client = steppedClient(process, cloudFormation, shared.stacks.client);
      return cloudFormationStacks(client, { stage, kind: 'model' }, clock);
    },
    get containers() {
      return stepped(process, 'containers', otherAws, containersOf(shared.stacks));
    },
    get probe() {
      return stepped(process, 'probe', otherAws, probeOf(shared.outside));
    },
    get deployer() {
      return stepped(process, 'deployer', otherAws, shared.deployer);
    },
    get unpublished() {
      return stepped(process, 'unpublished', dynamoDb, shared.unpublished);
    },
  };
}

const nothingIsMissing: Sources = { missing: async () => undefined, contextWindow: async () => undefined };

/** What is not self-hosted always answers. */
const probeOf = (outside: Outside): Probe => ({
  async call({ baseUrl = '' }) {
    const uid = uidInAddress(baseUrl);
    return uid && outside.notReady(uid);
  },
});

/** Scaling leaves the number of copies alone here. */
const containersOf = ({ stacks }: SimulatedCloudFormation): Containers => ({
  stops: async (uid) =>
    stacks.has(stackNameOf(uid)) ? { count: 1, last: 'Essential container in task exited' } : { count: 0 },
  async running(uid) {
    const stack = stacks.get(stackNameOf(uid));
    return stack && (JSON.parse(stack.content.template) as ModelStackSpec).desiredCapacity;
  },
});
