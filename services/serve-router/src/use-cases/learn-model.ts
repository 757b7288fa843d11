import { isDeepStrictEqual } from 'node:util';
import { currentTrace } from '@lisa/kit/trace';
import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { isNews, type Knowledge, type Route } from '../domain/route.ts';
import type { Ports } from '../ports.ts';
import { confirm } from './confirm-routes.ts';

const attempts = 20;

/** What of a model changes how requests travel; the rest need not reach the routers. */
const relevant = ({ version: _, status: __, ...model }: PublishedModel) => model;

const routersNeed = (known: Route | undefined, { model, uid }: Knowledge): boolean =>
  known?.uid !== uid ||
  known.serving !== Boolean(model?.ready) ||
  (known.serving && !sameForRouters(known.model, model));

const sameForRouters = (a?: PublishedModel, b?: PublishedModel): boolean =>
  Boolean(a && b) && isDeepStrictEqual(relevant(a!), relevant(b!));

/** Takes up what is known of a model if it is news; an old fact that was confirmed already is confirmed again. */
export async function learnModel(knowledge: Knowledge, ports: Ports): Promise<void> {
  const { routes } = ports;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const known = await routes.find(knowledge.modelId);
    if (!isNews(known, knowledge)) return repeatConfirmation(known, knowledge, ports);
    if (await take(known, knowledge, ports)) return;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 4)));
  }
  throw new Error(`Could not write the route of ${knowledge.modelId}: too many changes at once`);
}

async function take(known: Route | undefined, knowledge: Knowledge, ports: Ports): Promise<boolean> {
  const { routes } = ports;
  const { correlationId, causationId } = currentTrace() ?? { correlationId: knowledge.uid };
  const serving = Boolean(knowledge.model?.ready);
  const { changedAt, confirmedAt } = known ?? { changedAt: 0, confirmedAt: 0 };
  const route: Route = { ...knowledge, serving, changedAt, confirmedAt, correlationId, causationId };
  if (known && !routersNeed(known, knowledge)) return note(known, route, ports);
  return routes.change(known, { ...route, changedAt: (await routes.version()) + 1 });
}

/** Routers serve it as it is. An owner whose model is not in service yet waits to hear so. */
async function note(known: Route, route: Route, ports: Ports): Promise<boolean> {
  const noted = await ports.routes.note(known, route);
  const isWaitedFor = route.serving && route.confirmedAt === route.changedAt && route.model?.status !== 'InService';
  if (noted && isWaitedFor) await confirm(route, ports);
  return noted;
}

/** The owner asks again because it has not heard: say again what every router is known to serve. */
async function repeatConfirmation(
  known: Route | undefined,
  { uid, modelVersion }: Knowledge,
  ports: Ports,
): Promise<void> {
  if (known?.uid === uid && known.modelVersion === modelVersion && known.confirmedAt === known.changedAt)
    await confirm(known, ports);
}
