import { isSettled, type Model } from '../../src/domain/model.ts';
import { uidInStackName } from './names.ts';
import type { Mode } from './alterations.ts';
import type { ModelsPlatform } from './platform.ts';
import { wrongWithStack } from './stack-watch.ts';

type Findings = readonly string[];

/** What is not as it was wanted in models itself; nothing once everything has come to rest. */
export async function wrongAtHome(platform: ModelsPlatform, mode: Mode): Promise<Findings> {
  const all = await platform.models.list();
  return [
    ...all.flatMap((model) => wrongWith(model, platform)),
    ...namesakes(all),
    // What was begun without a record, and a fact that its relay gave up, only a sweep can find.
    ...(mode === 'events' ? [] : leftBehind(all, platform)),
  ];
}

const namesakes = (all: readonly Model[]): Findings =>
  all
    .map(({ modelId }) => modelId)
    .filter((modelId, index, names) => names.indexOf(modelId) !== index)
    .map((modelId) => `two models are called ${modelId}`);

function leftBehind(all: readonly Model[], { keys, stacks, outbox }: ModelsPlatform): Findings {
  const owners = new Set(all.map(({ uid }) => uid));
  const ownerless = [...stacks.stacks.keys()].filter((name) => !owners.has(uidInStackName(name)));
  return [
    ...[...keys.keys()].filter((uid) => !owners.has(uid)).map((uid) => `the key of ${uid} is left behind`),
    ...ownerless.map((name) => `stack ${name} is left behind`),
    ...[...outbox.rows.values()].map(({ detailType }) => `${detailType} was never published`),
  ];
}

const atRest = { running: 'InService', stopped: 'Stopped', gone: undefined } as const;

function wrongWith(model: Model, { keys, outside, stacks }: ModelsPlatform): Findings {
  const { modelId, uid, desired, status, reason } = model;
  const is = `${modelId} (${uid.slice(-2)}) is wanted ${desired} and is ${status}`;
  if (!isSettled(model)) return [`${is}, not settled`];
  if (status === 'Failed') return outside.causes(uid).size > 0 ? [] : [`${is} for no reason of its own: ${reason}`];
  if (status !== atRest[desired]) return [is];
  if (model.target.secretArn && !keys.has(uid)) return [`the key of ${modelId} is lost`];
  return wrongWithStack(model, stacks, outside).map((what) => `${modelId} (${uid.slice(-2)}): ${what}`);
}

/** Where routers serve something else than models has. */
export async function wrongElsewhere({ models, router }: ModelsPlatform): Promise<Findings> {
  const all = await models.list();
  const expected = new Map(all.filter(({ ready }) => ready).map(({ modelId, uid }) => [modelId, uid]));
  const names = new Set([...expected.keys(), ...router.served()]);
  return [...names].flatMap((name) => {
    const [wanted, served] = [expected.get(name), router.serves(name)];
    return wanted === served
      ? []
      : [`routers serve ${served ?? 'nothing'} as ${name} instead of ${wanted ?? 'nothing'}`];
  });
}

/** Every accepted create has come to something that can be seen: its record, or the fact that it is gone. */
export async function unaccounted({ models, outbox }: ModelsPlatform): Promise<Findings> {
  const uidsOf = (name: string) =>
    outbox.facts.flatMap(({ event, data }) => (event.name === name ? [(data as { uid: string }).uid] : []));
  const known = new Set([...uidsOf('ModelRetired'), ...(await models.list()).map(({ uid }) => uid)]);
  return [...new Set(uidsOf('ModelRequested'))].filter((uid) => !known.has(uid)).map((uid) => `${uid} has vanished`);
}

/** What still runs when nothing is left to do. */
export const restless = ({ stepFunctions }: ModelsPlatform): Findings =>
  stepFunctions
    .executions()
    .filter(({ status }) => status === 'RUNNING')
    .map(({ name }) => `execution ${name} never ends`);
