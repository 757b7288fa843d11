import { ModelReady } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { isSettled, published, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { everyRepair, once, type Repair } from './repairs.ts';
import { hasStack, stackLost } from './stack-lost.ts';
import { stackSettled } from './stack-settled.ts';
import { startWorkflow } from './start-workflow.ts';

/** What is without a record and older than this is orphaned: a create that never committed, or one that came after its delete. */
const orphanAfterSeconds = 15 * 60;

/** Repairs what lost events, crashes or expired waits left behind. Takes no lock: conditional writes make it safe to run twice. */
export async function sweep(
  { olderThanSeconds }: { olderThanSeconds: number },
  ports: Ports,
): Promise<{ repaired: number }> {
  const before = ports.clock.now() - olderThanSeconds * 1000;
  const all = await ports.models.list();
  const stuck = all.filter(({ changedAt }) => changedAt <= before);
  const unsettled = stuck.filter((model) => !isSettled(model));
  const unrouted = stuck.filter(waitsForRouters);
  const repaired = await everyRepair([
    ...unsettled.map((model) => () => goOn(model, ports)),
    ...unrouted.map((model) => () => ports.models.commit(model, model, fact(ModelReady, published(model))).then(once)),
    () => removeOrphanedKeys(all, ports),
    () => compareStacks(all, stuck, ports),
    () => ports.unpublished.retryOlderThan(olderThanSeconds),
  ]);
  return { repaired };
}

const waitsForRouters = (model: Model): boolean => isSettled(model) && model.ready && model.status !== 'InService';

/** The fact about its stack may have been lost, or the execution that waits for it. */
async function goOn({ uid, wait }: Model, ports: Ports): ReturnType<Repair> {
  if (wait) await stackSettled({ uid, isOverdue: true }, ports);
  await startWorkflow(uid, ports);
  return 1;
}

const ownersOf = (all: readonly Model[]): Set<string> => new Set(all.map(({ uid }) => uid));

const orphansAmong = (found: readonly { uid: string; age: number }[], all: readonly Model[]): string[] =>
  found.filter(({ uid, age }) => age > orphanAfterSeconds && !ownersOf(all).has(uid)).map(({ uid }) => uid);

async function removeOrphanedKeys(all: readonly Model[], { apiKeys }: Ports): Promise<number> {
  const orphans = orphansAmong(await apiKeys.list(), all);
  for (const uid of orphans) await apiKeys.remove(uid);
  return orphans.length;
}

/** Stacks without a model are removed, and models without a stack are told of: StackGone may have been lost. */
async function compareStacks(all: readonly Model[], stuck: readonly Model[], ports: Ports): Promise<number> {
  const found = await ports.stacks.list();
  const orphans = orphansAmong(found, all);
  for (const uid of orphans) await ports.deployer.removeOrphan(uid);
  const present = new Set(found.map(({ uid }) => uid));
  const lost = stuck.filter((model) => hasStack(model) && !present.has(model.uid));
  for (const { uid } of lost) await stackLost(uid, ports);
  return orphans.length + lost.length;
}
