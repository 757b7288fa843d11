import { ModelRouted, ModelUnrouted } from '@lisa/contracts/events/serve-router.events';
import { fact } from '@lisa/kit/events/fact';
import { inTrace } from '@lisa/kit/trace';
import { newlyConfirmed, servedByAll, type Route } from '../domain/route.ts';
import type { Ports } from '../ports.ts';

/** Says of every route whose change has reached all live routers that it did. Answers how many; with no live router, none. */
export async function confirmRoutes(ports: Ports): Promise<number> {
  const { routes, leases, clock } = ports;
  const served = servedByAll(await leases.list(), clock.now() / 1000);
  if (served === undefined) return 0;
  const confirmed = newlyConfirmed(await routes.list(), served);
  for (const route of confirmed) await confirm(route, ports);
  return confirmed.length;
}

/** Under the trace of the fact that changed the route, so that cause and effect stay together. */
export async function confirm(route: Route, { routes }: Ports): Promise<void> {
  const { modelId, uid, modelVersion, serving, correlationId, causationId } = route;
  const said = fact(serving ? ModelRouted : ModelUnrouted, { modelId, uid, modelVersion });
  const trace = { correlationId, ...(causationId && { causationId }) };
  // Lost to a newer change: that one will be confirmed instead.
  await inTrace(trace, () => routes.note(route, { ...route, confirmedAt: route.changedAt }, said));
}
