import { ModelChanged, ModelReady, ModelRetired } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { Failure } from '@lisa/kit/failure';
import { isSettled, published, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { startWorkflow } from './start-workflow.ts';

/** A key is orphaned if its create never committed; one that is being created is younger than this. */
const orphanAfterSeconds = 15 * 60;

/** Answers how many things it repaired. */
type Repair = () => Promise<number>;

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
  const repaired = await everyRepair([
    ...unsettled.map(
      ({ uid }) =>
        () =>
          startWorkflow(uid, ports).then(once),
    ),
    ...unrouted.map((model) => () => publishAgain(ModelReady, model, ports).then(once)),
    () => removeOrphanedKeys(all, ports),
    () => ports.unpublished.retryOlderThan(olderThanSeconds),
  ]);
  return { repaired };
}

/** Sends every current projection again, and what is gone since a day, so that a reader who missed it catches up. */
export async function republish(ports: Ports): Promise<{ published: number }> {
  const { models } = ports;
  const settled = (await models.list()).filter(isSettled);
  const retired = await models.retired();
  const published = await everyRepair([
    ...settled.map((model) => () => publishAgain(ModelChanged, model, ports).then(once)),
    ...retired.map((gone) => () => models.repeat(fact(ModelRetired, gone)).then(once)),
  ]);
  return { published };
}

const once = (): number => 1;

const overtaken = (error: unknown): boolean => error instanceof Failure && error.code === 'ChangedMeanwhile';

/** One that fails does not keep the others from being repaired; it is reported at the end. */
async function everyRepair(repairs: readonly Repair[]): Promise<number> {
  const failures: unknown[] = [];
  let repaired = 0;
  for (const repair of repairs)
    try {
      repaired += await repair();
    } catch (error) {
      // Somebody else moved it on: nothing was left to repair.
      if (!overtaken(error)) failures.push(error);
    }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${repairs.length} failed; first: ${String(failures[0])}`);
  return repaired;
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
