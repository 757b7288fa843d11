import { ConfigurationChanged } from '@lisa/contracts/events/sessions.events';
import { fact } from '@lisa/kit/events/fact';
import { globalScope } from '../domain/configuration.ts';
import type { Ports } from '../ports.ts';
import { clear } from './delete-sessions.ts';

/** A rewrite that is still at work, or a reader of an old history, is younger than this. */
const leftoverAfterSeconds = 15 * 60;

/** Finishes what crashes left behind: messages and images that nobody can reach, and facts the bus never got. */
export async function sweep(
  { olderThanSeconds }: { olderThanSeconds: number },
  ports: Ports,
): Promise<{ repaired: number }> {
  const leftovers = await ports.conversations.leftovers(Math.max(olderThanSeconds, leftoverAfterSeconds));
  const outcomes = await Promise.allSettled(leftovers.map((leftover) => clear(leftover, ports)));
  const retried = await ports.unpublished.retryOlderThan(olderThanSeconds);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} of ${leftovers.length} leftovers stayed; first: ${String(failures[0])}`,
    );
  return { repaired: leftovers.length + retried };
}

/** Sends the configuration in effect again, so that a reader deployed later, or rebuilt, catches up. */
export async function republish({ configurations }: Ports): Promise<{ published: number }> {
  const current = await configurations.current(globalScope);
  if (!current) return { published: 0 };
  const { configScope, versionId, configuration } = current;
  await configurations.sayAgain(fact(ConfigurationChanged, { configScope, versionId, configuration }));
  return { published: 1 };
}
