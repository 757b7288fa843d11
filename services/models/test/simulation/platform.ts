import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import type { Subscription } from '@lisa/contracts/events/subscribe';
import { countedIds } from '@lisa/testing/counted-ids';
import { inMemoryOutbox, type InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import { SimulatedCloudFormation } from '@lisa/testing/simulator/cloud-formation';
import { simulatedBus, type Message, type SimulatedBus } from '@lisa/testing/simulator/event-bus';
import type { Host } from '@lisa/testing/simulator/host';
import { outboxStream, relayWork } from '@lisa/testing/simulator/outbox-stream';
import type { StatusListener } from '@lisa/testing/simulator/stack';
import { stackFacts } from '@lisa/testing/simulator/stack-facts';
import { SimulatedStepFunctions } from '@lisa/testing/simulator/step-functions';
import * as subscriptions from '../../src/subscriptions.ts';
import { inMemoryApiKeys, inMemoryModels } from '../fakes.ts';
import { routerStandIn, type RouterStandIn } from '../router-stand-in.ts';
import type { Alterations, Mode } from './alterations.ts';
import { lambdas, type Lambdas } from './lambdas.ts';
import { addressOf, stage, uidIn, uidInStackName } from './names.ts';
import { outside } from './outside.ts';
import type { Shared } from './process-ports.ts';
import { byHand, watchOperation } from './stack-watch.ts';
import { aWatch, watched, type Watch } from './watch.ts';
import { witness } from './witness.ts';
import { workflows } from './workflows.ts';

/** The released models service with everything around it, simulated. */
export interface ModelsPlatform extends Shared, Pick<Lambdas, 'api' | 'repair' | 'republish'> {
  readonly outbox: InMemoryOutbox;
  readonly keys: Parameters<typeof inMemoryApiKeys>[0];
  readonly bus: SimulatedBus;
  readonly router: RouterStandIn;
  /** What happened that never may. */
  readonly watch: Watch;
  /** Somebody deletes one of the stacks by hand. */
  meddle(): void;
}

const asItIs = <T>(value: T): T => value;

export function modelsPlatform(host: Host, mode: Mode, alter: Alterations = {}): ModelsPlatform {
  const { time, random } = host;
  const bus = simulatedBus(host);
  const router = routerStandIn(
    (detailType, detail) => bus.publish({ source: 'lisa.serve-router', 'detail-type': detailType, detail } as Message),
    (confirm) => void time.after(random.below(3000), () => void confirm()),
  );
  const functions = lambdas(host, () => platform, alter);
  subscribe(bus, mode, functions, router, (uid) => platform.outside.blame(uid, 'late'));
  const parts = sharedParts(host, bus, router, functions, alter);
  const platform: ModelsPlatform = { ...parts, ...functions, meddle: () => meddle(host, parts) };
  return platform;
}

type Parts = Omit<ModelsPlatform, keyof Lambdas | 'meddle'>;

function sharedParts(
  host: Host,
  bus: SimulatedBus,
  router: RouterStandIn,
  functions: Lambdas,
  alter: Alterations,
): Parts {
  const world = outside(host);
  const watch = aWatch();
  const outbox = wakingOutbox(host, bus, alter);
  const keys: Parts['keys'] = new Map();
  const tables = inMemoryModels([], outbox, asItIs);
  const stacks = new SimulatedCloudFormation(host, {
    verdict(operation, stackName, token) {
      watchOperation({ operation, stackName, token }, models, watch, host.time.now());
      const verdict = world.verdict(operation, stackName);
      // A stack that somebody half deleted is beyond what is promised.
      return token === byHand ? { ...verdict, reason: undefined } : verdict;
    },
    tell: translator(host, bus, alter),
    outputs: ({ name }) => ({ ModelEndpointUrl: addressOf(name) }),
  });
  const seen = watched(tables, watch, witness({ host, stacks, outside: world, keys, router }));
  const models = alter.models?.(seen) ?? seen;
  return {
    bus,
    router,
    outbox,
    keys,
    models,
    watch,
    stacks,
    outside: world,
    ids: countedIds(),
    apiKeys: inMemoryApiKeys(keys, host.time),
    unpublished: outbox,
    deployer: functions,
    stepFunctions: new SimulatedStepFunctions(host, {
      workflows: Object.fromEntries(
        Object.entries(workflows).map(([name, workflow]) => [name, alter.workflow?.(workflow) ?? workflow]),
      ),
      call: functions.step,
      ended({ name, status }) {
        if (status === 'ABORTED' || status === 'TIMED_OUT') world.blame(uidIn(name), 'aborted');
      },
      gaveUp({ name }, _, retries) {
        if (retries > 0) world.blame(uidIn(name), 'retries');
      },
    }),
  };
}

function meddle({ random, trace, faults }: Host, { stacks, outside: world }: Parts): void {
  if (stacks.stacks.size === 0 || faults().meddle === 0) return;
  const StackName = random.pick([...stacks.stacks.keys()]);
  trace.note(`somebody deletes ${StackName}`);
  world.blame(uidInStackName(StackName), 'meddled');
  const command = new DeleteStackCommand({ StackName, ClientRequestToken: byHand });
  // One that is being changed cannot be deleted, by nobody.
  void stacks.client.send(command).catch(() => undefined);
}

/** An outbox whose stream wakes its relay. */
function wakingOutbox(host: Host, bus: SimulatedBus, { relayBus = asItIs }: Alterations): InMemoryOutbox {
  const outbox = inMemoryOutbox(host.time, countedIds(500_000));
  const stream = outboxStream(host, outbox, relayWork(host, relayBus(bus.client), outbox));
  return {
    ...outbox,
    transact(facts, write) {
      outbox.transact(facts, write);
      stream.wake();
    },
    async retryOlderThan(seconds) {
      const waiting = await outbox.retryOlderThan(seconds);
      stream.wake();
      return waiting;
    },
  };
}

function translator(host: Host, bus: SimulatedBus, { stackStatus = asItIs }: Alterations): StatusListener {
  const tell = stackFacts(host, stage, bus);
  return (stack, event) => tell(stack, { ...event, status: stackStatus(event.status) });
}

const heard = Object.values(subscriptions) as readonly Subscription[];

function isHeard({ source, 'detail-type': name, detail }: Message): boolean {
  const { data } = detail as { data: Readonly<Record<string, unknown>> };
  return heard.some(
    ({ event, filter }) =>
      event.name === name &&
      source === `lisa.${event.owner}` &&
      Object.entries(filter).every(([field, values]) => (values as readonly unknown[]).includes(data[field])),
  );
}

/** As serve-router subscribes. */
const routerHears = new Set(['ModelReady', 'ModelChanged', 'ModelStopped', 'ModelFailed', 'ModelRetired']);

function subscribe(
  bus: SimulatedBus,
  mode: Mode,
  { react }: Lambdas,
  router: RouterStandIn,
  blameLateness: (uid: string) => void,
): void {
  bus.subscribe({
    name: 'models',
    hears: (message) => isHeard(message) && (mode !== 'sweeper' || message['detail-type'] === 'ModelRouted'),
    receive: react,
    // A workflow waits for a fact no longer than it says; where nothing sweeps, nobody else looks.
    misses({ detail }) {
      if (mode === 'events') blameLateness(String((detail as { data: { uid: unknown } }).data.uid));
    },
  });
  bus.subscribe({
    name: 'router',
    hears: ({ source, 'detail-type': name }) => source === 'lisa.models' && routerHears.has(name),
    receive: ({ 'detail-type': name, detail }) => router.hear(name, (detail as { data: unknown }).data),
  });
}
