import { ModelChanged, ModelReady } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { isSettled, published, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { startWorkflow } from './start-workflow.ts';

/** A key is orphaned if its create never committed; one that is being created is younger than this. */
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
  const unrouted = stuck.filter((model) => isSettled(model) && model.ready && model.status !== 'InService');
  for (const { uid } of unsettled) await startWorkflow(uid, ports);
  for (const model of unrouted) await publishAgain(ModelReady, model, ports);
  const orphans = await removeOrphanedKeys(all, ports);
  const unpublished = await ports.unpublished.retryOlderThan(olderThanSeconds);
  return { repaired: unsettled.length + unrouted.length + orphans + unpublished };
}

/** Sends every current projection again, so that a reader deployed later, or rebuilt, catches up. */
export async function republish(ports: Ports): Promise<{ published: number }> {
  const settled = (await ports.models.list()).filter(isSettled);
  for (const model of settled) await publishAgain(ModelChanged, model, ports);
  return { published: settled.length };
}

/** The model stays as it is; only the fact is committed again. */
async function publishAgain(
  event: typeof ModelReady | typeof ModelChanged,
  model: Model,
  { models }: Ports,
): Promise<void> {
  await models.commit(model, model, fact(event, published(model)));
}

async function removeOrphanedKeys(all: readonly Model[], { apiKeys }: Ports): Promise<number> {
  const owners = new Set(all.map(({ uid }) => uid));
  const orphans = (await apiKeys.list()).filter(({ uid, age }) => age > orphanAfterSeconds && !owners.has(uid));
  for (const { uid } of orphans) await apiKeys.remove(uid);
  return orphans.length;
}
