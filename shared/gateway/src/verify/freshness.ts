const FRESH_FOR_MS = 5 * 60_000;
const RETRY_AFTER_MS = 10_000;

/** Keeps something fresh without anybody waiting for it. */
export interface Freshness {
  /** Loads now. Rejects as the load does. */
  load(): Promise<void>;
  /** Starts a load when the last one is five minutes old; what is at hand stays in use until it ends. */
  keepFresh(): void;
}

/** `onFailure` hears of loads that `keepFresh` started and that failed; they are repeated after 10 s. */
export function createFreshness(
  reload: () => Promise<void>,
  now: () => number,
  onFailure: (error: unknown) => void,
): Freshness {
  let dueAt = -Infinity;

  const load = async (): Promise<void> => {
    dueAt = now() + RETRY_AFTER_MS;
    await reload();
    dueAt = now() + FRESH_FOR_MS;
  };
  return { load, keepFresh: () => (now() < dueAt ? undefined : void load().catch(onFailure)) };
}
