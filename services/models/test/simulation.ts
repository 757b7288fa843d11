import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { reactions } from '@lisa/kit/events/reactions';
import { relay } from '@lisa/kit/events/relay';
import { steps } from '@lisa/kit/workflow/step';
import { workflowIn, type Workflow } from '@lisa/testing/run-workflow';
import { faultyBus, noFaults, streamRecord, type Faults, type Message } from '@lisa/testing/simulator/bus';
import { advance, startExecution, type RunningExecution } from '@lisa/testing/simulator/executions';
import { interleaved, scheduler, settled, type Turn } from '@lisa/testing/simulator/scheduler';
import { seededRandom } from '@lisa/testing/simulator/seeded-random';
import onModelRequested from '../src/handlers/events/on-model-requested.ts';
import onModelRouted from '../src/handlers/events/on-model-routed.ts';
import type { Ports } from '../src/ports.ts';
import * as subscriptions from '../src/subscriptions.ts';
import { createModel } from '../src/use-cases/create-model.ts';
import { deleteModel } from '../src/use-cases/delete-model.ts';
import { republish, sweep } from '../src/use-cases/sweep.ts';
import { modelSteps } from '../src/workflows/model-steps.ts';
import { inMemoryPorts, type InMemoryPorts } from './fakes.ts';
import { routerStandIn, type RouterStandIn as Router } from './router-stand-in.ts';

const folder = join(import.meta.dirname, '../src/workflows');
const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  globSync('*/*.asl.yml', { cwd: folder }).map((file) => [basename(file, '.asl.yml'), workflowIn(join(folder, file))]),
);
const fileOf = { CreateModel: 'create-model', DeleteModel: 'delete-model' } as const;

const misfortune: Faults = { crash: 0.06, refuse: 0.1, lose: 0.2, double: 0.2 };
const faultySteps = 220;
const sweepAfterSeconds = 120;
const deliveries = 3;
const names = ['alpha', 'beta', 'gamma'];
const administrator = { username: 'jo', groups: ['admins'], isAdmin: true };

interface Options {
  /** A platform without it is one that never repairs anything. */
  readonly withSweep?: boolean;
  /** A platform without it never repeats what others may have missed. */
  readonly withRepublish?: boolean;
  /** How likely an event is lost while there are faults. */
  readonly lose?: number;
}

/** The real use cases of models under seeded faults. Answers sentences about what is not as it was wanted in the end. */
export async function simulate(
  seed: number,
  { withSweep = true, withRepublish = true, lose = misfortune.lose }: Options = {},
): Promise<string[]> {
  const world = aWorld(seed, { ...misfortune, lose });
  await world.liveThroughFaults(withSweep);
  for (let round = 0; round < 12; round++) {
    await world.comeToRest();
    world.ports.clock.advance(sweepAfterSeconds + 1);
    if (withSweep) world.sweep();
  }
  const wrong = await world.wrongAtHome();
  if (withRepublish) world.republish();
  await world.comeToRest();
  return [...wrong, ...(await world.wrongElsewhere())];
}

type Action = () => Promise<void>;

function aWorld(seed: number, misfortunes: Faults) {
  const random = seededRandom(seed);
  let faults = misfortunes;
  const ports = inMemoryPorts();
  const turns = scheduler(random, () => faults.crash);
  const bus = faultyBus(random, () => faults);
  const pending: Action[] = [];
  const router = routerStandIn(
    (detailType, detail) => bus.publish('lisa.serve-router', detailType, detail),
    (confirm) => void pending.push(confirm),
  );

  /** Runs work as a process of its own; what it throws is for its caller, who is gone. */
  const spawn = (work: (own: Ports) => Promise<unknown>, mayCrash = true): Promise<boolean> =>
    work(portsOf(ports, turns.process(mayCrash))).then(
      () => true,
      () => false,
    );

  const services = { random, ports, bus, pending, spawn, turns };
  const relays = relaying(services);
  const running = executing(services);
  const react = reacting(services, router);
  const begin = (work: (own: Ports) => Promise<unknown>) => () => void spawn(work);
  const choices = (): (() => Promise<void> | void)[] => [
    ...Array.from({ length: turns.waiting() }, () => turns.step),
    ...pending.map((_, index) => () => void pending.splice(index, 1)[0]!()),
    ...bus.inFlight.map((_, index) => () => void react(bus.inFlight.splice(index, 1)[0]!)),
    ...running(),
    ...relays.choices(),
  ];
  const step = async (open = choices()): Promise<void> => {
    if (open.length > 0) await random.pick(open)();
    await settled();
  };

  return {
    ports,
    sweep: begin(sweepNow),
    republish: begin(republish),
    wrongAtHome: () => wrongAtHome(ports),
    wrongElsewhere: () => wrongElsewhere(ports, router),

    async liveThroughFaults(withSweep: boolean) {
      const asked = [...requests(random), ...(withSweep ? [sweepNow] : [])].map(begin);
      const spontaneous = [...asked, () => ports.clock.advance(random.below(90)), relays.toggle];
      for (let n = 0; n < faultySteps; n++) {
        if (random.chance(0.12)) random.pick(spontaneous)();
        await step();
      }
      faults = noFaults;
      relays.mend();
    },

    async comeToRest() {
      for (let n = 0; n < 5000 && choices().length > 0; n++) await step();
    },
  };
}

const sweepNow = (own: Ports) => sweep({ olderThanSeconds: sweepAfterSeconds }, own);

/** What administrators ask for, again and again. */
const requests = (random: Services['random']) => [
  (own: Ports) => createModel(aRequest(random.pick(names), random.chance(0.5)), administrator, own),
  (own: Ports) => deleteModel(random.pick(names), own),
];

const aRequest = (modelId: string, withKey: boolean): CreateModelRequest =>
  CreateModelRequest.parse({
    modelId,
    modelName: 'openai/x',
    modelType: 'textgen',
    ...(withKey && { apiKey: 'sk-1' }),
  });

/** The ports as one process sees them: any of its calls may be its last, done or not. */
function portsOf(ports: InMemoryPorts, turn: Turn): Ports {
  const { retryOlderThan } = ports.unpublished;
  return {
    ...ports,
    models: interleaved(ports.models, turn),
    apiKeys: interleaved(ports.apiKeys, turn),
    workflows: interleaved(ports.workflows, turn),
    unpublished: interleaved({ retryOlderThan }, turn),
  };
}

interface Services {
  readonly random: ReturnType<typeof seededRandom>;
  readonly ports: InMemoryPorts;
  readonly bus: ReturnType<typeof faultyBus>;
  readonly pending: Action[];
  readonly turns: ReturnType<typeof scheduler>;
  readonly spawn: (work: (own: Ports) => Promise<unknown>, mayCrash?: boolean) => Promise<boolean>;
}

/** The stream calls the relay in order, one batch at a time, and gives up a batch that fails too often. */
function relaying({ random, ports, bus, turns }: Services) {
  let isDown = false;
  let isBusy = false;
  let failures = 0;
  const { stream } = ports.outbox;

  const deliver = async (): Promise<void> => {
    isBusy = true;
    const batch = stream.slice(0, 1 + random.below(4));
    const { client, forget } = {
      client: interleaved({ send: bus.client.send.bind(bus.client) }, turns.process(true)),
      forget: async (ids: readonly string[]) => ports.outbox.forget(ids),
    };
    const work = relay({ bus: client as never, busName: 'lisa', forget, pause: async () => undefined });
    const worked = await work({ Records: batch.map(streamRecord) }).then(
      () => true,
      () => false,
    );
    failures = worked ? 0 : failures + 1;
    if (worked || failures > 2) stream.splice(0, batch.length);
    if (failures > 2) failures = 0;
    isBusy = false;
  };

  return {
    choices: () => (isDown || isBusy || stream.length === 0 ? [] : [() => void deliver()]),
    toggle: () => void (isDown = !isDown),
    mend: () => void (isDown = false),
  };
}

/** Step Functions: each choice is the next attempt of one execution; some end without having settled anything. */
function executing({ random, ports, spawn }: Services) {
  const executions = new Map<string, RunningExecution & { isBusy: boolean; tries: number }>();
  const take = (name: string) => {
    const known = executions.get(name);
    if (known) return known;
    const { workflow, input } = ports.executions.get(name)!;
    const started = { ...startExecution(workflows[fileOf[workflow]]!, input), isBusy: false, tries: 0 };
    executions.set(name, started);
    return started;
  };
  const attempt = async (name: string): Promise<void> => {
    const execution = take(name);
    execution.isBusy = true;
    // Fewer crashes than Retry allows: giving up in words is not what is looked at here.
    const mayCrash = execution.tries++ % 4 < 3;
    await spawn((own) => advance(execution, steps(modelSteps(own)) as never), mayCrash);
    execution.isBusy = false;
    if (mayCrash && random.chance(0.02)) execution.status = 'FAILED';
    ports.executions.get(name)!.status = execution.status;
  };
  return () =>
    [...ports.executions]
      .filter(([name, { status }]) => status === 'RUNNING' && !take(name).isBusy)
      .map(
        ([name]) =>
          () =>
            void attempt(name),
      );
}

/** EventBridge and Lambda: a reaction is tried three times, then the message is kept where no code looks. */
function reacting({ pending, spawn }: Services, router: Router) {
  const toModels = (message: Message) => (own: Ports) => {
    const table = { onModelRequested: onModelRequested(own), onModelRouted: onModelRouted(own) };
    const keep = async (_: unknown, reason: string) => Promise.reject(new Error(reason));
    return reactions({ ...subscriptions }, table, { keep })(message);
  };
  const heardByModels = new Set(Object.values(subscriptions).map(({ event }) => event.name as string));
  const deliver = async (message: Message, attempt: number): Promise<void> => {
    const worked = await spawn(toModels(message));
    if (!worked && attempt < deliveries) pending.push(() => deliver(message, attempt + 1));
  };
  return async (message: Message): Promise<void> => {
    if (heardByModels.has(message['detail-type'])) return deliver(message, 1);
    router.hear(message['detail-type'], (message.detail as { data: unknown }).data);
  };
}

/** What is not as it was wanted in models itself, once faults have stopped and everything has come to rest. */
async function wrongAtHome({ models, keys, outbox }: InMemoryPorts): Promise<string[]> {
  const all = await models.list();
  const owners = new Set(all.map(({ uid }) => uid));
  const unsettled = all.filter(({ desired, status }) => desired !== 'running' || status !== 'InService');
  const keyless = all.filter(({ uid, target }) => target.secretArn && !keys.has(uid));
  return [
    ...unsettled.map(({ modelId, desired, status }) => `${modelId} is wanted ${desired} and is ${status}`),
    ...keyless.map(({ modelId }) => `the key of ${modelId} is lost`),
    ...[...keys.keys()].filter((uid) => !owners.has(uid)).map((uid) => `the key of ${uid} is left behind`),
    ...[...outbox.rows.values()].map(({ detailType }) => `${detailType} was never published`),
  ];
}

/** Where routers serve something else than models has. */
async function wrongElsewhere({ models }: InMemoryPorts, router: Router): Promise<string[]> {
  const all = await models.list();
  const ids = new Set(all.map(({ modelId }) => modelId));
  const unserved = all.filter(({ modelId, uid }) => router.serves(modelId) !== uid);
  return [
    ...unserved.map(({ modelId }) => `routers serve ${router.serves(modelId) ?? 'nothing'} as ${modelId}`),
    ...router
      .served()
      .filter((modelId) => !ids.has(modelId))
      .map((modelId) => `routers serve ${modelId}, which is gone`),
  ];
}
