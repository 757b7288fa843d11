import type { Ports } from '../ports.ts';
import { confirmRoutes } from './confirm-routes.ts';

/** Confirms what a lost lease change left unsaid, and hands stuck facts to the relay again. */
export async function sweep(
  { olderThanSeconds }: { olderThanSeconds: number },
  ports: Ports,
): Promise<{ repaired: number }> {
  const confirmed = await confirmRoutes(ports);
  const unpublished = await ports.unpublished.retryOlderThan(olderThanSeconds);
  return { repaired: confirmed + unpublished };
}
