/** How long each part of an exchange may last, in milliseconds. */
export interface Limits {
  /** From the request's start until the first byte of the answer's body. */
  readonly firstByteMs: number;
  /** Between two parts of the answer, while the client reads. */
  readonly silenceMs: number;
  /** How long a client may leave bytes unread before it is let go. */
  readonly stalledReaderMs: number;
  /** From start to end. */
  readonly totalMs: number;
}

export type Overrun = 'first-byte' | 'silence' | 'stalled-reader' | 'total';

type Phase = 'first-byte' | 'silence' | 'stalled-reader';

const msOf = { 'first-byte': 'firstByteMs', silence: 'silenceMs', 'stalled-reader': 'stalledReaderMs' } as const;

/** One exchange under watch. Times are those of the timer's last tick, so `moved` costs two assignments. */
export class Watch {
  /** Where the timer keeps it. */
  place = -1;
  readonly #deadlines: Deadlines;
  readonly #limits: Limits;
  readonly #onOverrun: (overrun: Overrun) => void;
  readonly #startedAt: number;
  #phase: Phase = 'first-byte';
  #since: number;
  #overran = false;

  constructor(deadlines: Deadlines, limits: Limits, onOverrun: (overrun: Overrun) => void) {
    this.#deadlines = deadlines;
    this.#limits = limits;
    this.#onOverrun = onOverrun;
    this.#startedAt = this.#since = deadlines.now;
  }

  /** Bytes came from the upstream. */
  moved(): void {
    if (this.#phase === 'first-byte') this.#phase = 'silence';
    this.#since = this.#deadlines.now;
  }

  /** The client does not read; the upstream is not to blame for the silence that follows. */
  stalled(): void {
    this.#enter('stalled-reader');
  }

  /** The client reads again. */
  resumed(): void {
    this.#enter('silence');
  }

  /** Ends the watch; harmless when repeated. */
  done(): void {
    this.#deadlines.forget(this);
  }

  /** Called by the timer. After an overrun only the client's reading is still watched. */
  check(now: number): void {
    const overrun = this.#overrunAt(now);
    if (overrun === undefined) return;
    this.#overran = true;
    this.#enter('stalled-reader');
    this.#onOverrun(overrun);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#since = this.#deadlines.now;
  }

  #overrunAt(now: number): Overrun | undefined {
    if (now - this.#since > this.#limits[msOf[this.#phase]]) return this.#phase;
    return !this.#overran && now - this.#startedAt > this.#limits.totalMs ? 'total' : undefined;
  }
}

/** The deadlines of every exchange in flight on one coarse timer: they fire up to two ticks late, never early. */
export class Deadlines {
  now = performance.now();
  // Not a Set: a table it outgrew would keep ended exchanges alive until the next full collection.
  readonly #watches: Watch[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(tickMs = 250) {
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  /** Watches an exchange that starts now. After the first overrun `onOverrun` only hears of a reader that stalls. */
  watch(limits: Limits, onOverrun: (overrun: Overrun) => void): Watch {
    const watch = new Watch(this, limits, onOverrun);
    watch.place = this.#watches.push(watch) - 1;
    return watch;
  }

  forget(watch: Watch): void {
    if (this.#watches[watch.place] !== watch) return;
    const last = this.#watches.pop() as Watch;
    if (last === watch) return;
    this.#watches[watch.place] = last;
    last.place = watch.place;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.now = performance.now();
    for (const watch of this.#watches.slice()) watch.check(this.now);
  }
}
