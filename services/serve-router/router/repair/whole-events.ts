import type { BodyTransform } from '@lisa/gateway/forward';

const lineFeed = '\n';
const emptyLines = [Buffer.from('\n\n'), Buffer.from('\n\r\n')];
/** The longest part of an empty line that may be at the end of one chunk while its last byte begins the next. */
const tailBytes = 2;
const mostHeldBack = 8 * 1024 * 1024;

/**
 * Lets whole events of an event stream pass and holds back the beginning of the next one until its empty line, so that
 * an upstream's death never leaves half an event before the one that reports it. The bytes stay the same.
 */
export class WholeEvents implements BodyTransform {
  #held: Buffer[] = [];
  #heldBytes = 0;
  #tail = Buffer.alloc(0);

  push(chunk: Buffer): Buffer | undefined {
    const seam = Buffer.concat([this.#tail, chunk]);
    const end = endOfLastEvent(seam) - this.#tail.length;
    this.#tail = seam.subarray(-tailBytes);
    if (end > 0) return this.#passed(chunk, end);
    if (this.#heldBytes + chunk.length > mostHeldBack) return this.#passed(chunk, chunk.length);
    this.#hold(chunk);
    return undefined;
  }

  end(): Buffer | undefined {
    return this.#heldBytes === 0 ? undefined : Buffer.concat(this.#held);
  }

  /** What was held back and the chunk up to `end`; the rest of it is held back next. */
  #passed(chunk: Buffer, end: number): Buffer {
    const whole = Buffer.concat([...this.#held, chunk.subarray(0, end)]);
    this.#held = [];
    this.#heldBytes = 0;
    if (end < chunk.length) this.#hold(chunk.subarray(end));
    return whole;
  }

  #hold(part: Buffer): void {
    this.#held.push(part);
    this.#heldBytes += part.length;
  }
}

/** The place after the last event's empty line; 0 when none is there. */
const endOfLastEvent = (bytes: Buffer): number =>
  Math.max(...emptyLines.map((line) => after(bytes.lastIndexOf(line), line)));

/** The place after the empty line of the event that begins at `start`; the end of `bytes` when it has none. */
export function endOfEvent(bytes: Buffer, start: number): number {
  const ends = emptyLines.map((line) => after(bytes.indexOf(line, start), line)).filter((end) => end > 0);
  return ends.length === 0 ? bytes.length : Math.min(...ends);
}

const after = (at: number, line: Buffer): number => (at < 0 ? 0 : at + line.length);

/** One event under its name; it also ends an event before it that lacks its empty line. */
export const namedEvent = (name: string, data: unknown): Buffer =>
  Buffer.from(`${lineFeed}event: ${name}${lineFeed}data: ${JSON.stringify(data)}${lineFeed}${lineFeed}`);
