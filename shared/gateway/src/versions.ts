import { setTimeout as wait } from 'node:timers/promises';

/** What a follower needs; every call may reject, the loop then goes on with longer pauses. */
export interface FollowedVersions {
  /** The newest version there is, strongly consistent. */
  latest(): Promise<number>;
  /** Fetches what changed and serves it. Resolves once `version` is served; rejects when it has to be tried again. */
  apply(version: number): Promise<void>;
  /** Whether something applied earlier was lost, so that the same version has to be applied again. */
  lost(): Promise<boolean>;
  /** Records under a lease which version is served. */
  renew(version: number): Promise<void>;
}

export interface FollowSettings {
  readonly intervalMs: number;
  readonly renewEveryMs: number;
  /** The longest pause after errors. */
  readonly maxPauseMs: number;
  readonly onError: (error: unknown) => void;
}

export interface Following {
  /** The version served; undefined until the first one is. */
  readonly served: number | undefined;
  /** Stops the loop; resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/**
 * Keeps this process at the newest version: one strongly consistent read per interval, one round at a time. A version
 * that could not be applied is not recorded, while the one served before it keeps its lease.
 */
export function followVersions(source: FollowedVersions, settings: FollowSettings): Following {
  const follower = new Follower(source, settings);
  follower.start();
  return follower;
}

class Follower implements Following {
  served: number | undefined;
  readonly #source: FollowedVersions;
  readonly #settings: FollowSettings;
  readonly #stopping = new AbortController();
  #renewed: { version: number; at: number } | undefined;
  #halfDone = false;
  #running: Promise<void> = Promise.resolve();

  constructor(source: FollowedVersions, settings: FollowSettings) {
    this.#source = source;
    this.#settings = settings;
  }

  start(): void {
    this.#running = this.#run();
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      const failed = [await this.#attempt(() => this.#catchUp()), await this.#attempt(() => this.#renew())];
      failures = failed.includes(true) ? failures + 1 : 0;
      await this.#pause(failures);
    }
  }

  async #catchUp(): Promise<void> {
    const version = await this.#source.latest();
    if (version === this.served && !this.#halfDone && !(await this.#source.lost())) return;
    this.#halfDone = true;
    await this.#source.apply(version);
    this.#halfDone = false;
    this.served = version;
  }

  async #renew(): Promise<void> {
    const version = this.served;
    if (version === undefined || this.#stopping.signal.aborted) return;
    const now = performance.now();
    const last = this.#renewed;
    if (last?.version === version && now - last.at < this.#settings.renewEveryMs) return;
    await this.#source.renew(version);
    this.#renewed = { version, at: now };
  }

  /** Whether it failed. */
  async #attempt(step: () => Promise<void>): Promise<boolean> {
    try {
      await step();
      return false;
    } catch (error) {
      this.#settings.onError(error);
      return true;
    }
  }

  async #pause(failures: number): Promise<void> {
    const { intervalMs, maxPauseMs } = this.#settings;
    const ms = Math.min(intervalMs * 2 ** Math.max(0, failures - 1), Math.max(intervalMs, maxPauseMs));
    await wait(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
