/** Writes one JSON object per line, many lines at a time: a write per request would show in a profile. */
export class JsonLines {
  readonly #write: (text: string) => void;
  readonly #mostLines: number;
  readonly #timer: NodeJS.Timeout;
  #lines: string[] = [];

  /** Lines wait for at most `flushMs`, and `mostLines` of them. */
  constructor(write: (text: string) => void, { mostLines = 256, flushMs = 1_000 } = {}) {
    this.#write = write;
    this.#mostLines = mostLines;
    this.#timer = setInterval(() => this.flush(), flushMs);
    this.#timer.unref();
  }

  /** Adds a line; a warning or an error is written at once. */
  log(level: 'INFO' | 'WARN' | 'ERROR', message: string, facts: object = {}): void {
    this.#lines.push(JSON.stringify({ level, message, timestamp: new Date().toISOString(), ...facts }));
    if (level !== 'INFO' || this.#lines.length >= this.#mostLines) this.flush();
  }

  /** Writes what waits. Call it before the process ends. */
  flush(): void {
    if (this.#lines.length === 0) return;
    this.#write(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  /** Flushes and stops the timer. */
  close(): void {
    clearInterval(this.#timer);
    this.flush();
  }
}
