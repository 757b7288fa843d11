import type { StackOperation } from '@lisa/testing/simulator/cloud-formation';
import type { Host } from '@lisa/testing/simulator/host';
import type { Verdict } from '@lisa/testing/simulator/stack';
import { uidInStackName } from './names.ts';

/** Why a model of this uid may end as `Failed`, or not as it was asked for. */
export type Cause = 'stack' | 'sick' | 'slow' | 'late' | 'meddled' | 'retries' | 'aborted';

/** What lies outside of our code and decides how things end: stacks, and the engines that they start. */
export interface Outside {
  verdict(operation: StackOperation, stackName: string): Verdict;
  /** Whether the model server of this uid answers now; says what comes instead. */
  notReady(uid: string): string | undefined;
  blame(uid: string, cause: Cause): void;
  causes(uid: string): ReadonlySet<Cause>;
  /** When the last of the slow operations ends. */
  slowUntil(): number;
}

/** Longer than any workflow waits. */
const slowSeconds = 3700;

export function outside(host: Host): Outside {
  const { random, time } = host;
  const causes = new Map<string, Set<Cause>>();
  /** Until when the engine of a uid does not answer; it may be for ever. */
  const silentUntil = new Map<string, number>();
  let slowUntil = time.now();
  const blame = (uid: string, cause: Cause): void => {
    const known = causes.get(uid) ?? new Set();
    causes.set(uid, known.add(cause));
  };

  /** A new engine needs a moment before it answers; a sick one never does. */
  const startEngine = (uid: string, afterSeconds: number): void => {
    const isSick = random.chance(host.faults().sick);
    if (isSick) blame(uid, 'sick');
    silentUntil.set(uid, isSick ? Infinity : time.now() + 1000 * (afterSeconds + random.below(30)));
  };

  const duration = (uid: string, operation: StackOperation): number => {
    if (!random.chance(host.faults().slowStack)) return 10 + random.below(operation === 'delete' ? 90 : 240);
    blame(uid, 'slow');
    slowUntil = time.now() + 1000 * slowSeconds;
    return slowSeconds;
  };

  return {
    blame,
    slowUntil: () => slowUntil,
    causes: (uid) => causes.get(uid) ?? new Set(),
    notReady: (uid) => ((silentUntil.get(uid) ?? Infinity) > time.now() ? 'connection refused' : undefined),
    verdict(operation, stackName) {
      const { stackFailure, deleteFailure, rollbackFailure } = host.faults();
      const uid = uidInStackName(stackName);
      const seconds = duration(uid, operation);
      const fails = random.chance(operation === 'delete' ? deleteFailure : stackFailure);
      if (fails) blame(uid, 'stack');
      // A change that fails is undone, and the engine from before goes on.
      else if (operation === 'delete') silentUntil.set(uid, Infinity);
      else startEngine(uid, seconds);
      const reason = fails ? `${operation} of ${stackName} could not be done` : undefined;
      return { seconds, reason, isStuck: random.chance(rollbackFailure) };
    },
  };
}
