import type { BodyTransform } from './forward.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const mostHeldBack = 65_536;

/**
 * Lets whole lines of an event stream pass and holds back the beginning of the next one until it is complete, so that
 * an upstream's death never leaves half a line before the frame that reports it. The bytes stay the same.
 */
export class WholeLines implements BodyTransform {
  #held: Buffer | undefined;

  push(chunk: Buffer): Buffer | undefined {
    const all = this.#held ? Buffer.concat([this.#held, chunk]) : chunk;
    const end = endOfLastLine(all);
    if (end === all.length || all.length - end > mostHeldBack) {
      this.#held = undefined;
      return all;
    }
    this.#held = all.subarray(end);
    return end === 0 ? undefined : all.subarray(0, end);
  }

  end(): Buffer | undefined {
    return this.#held;
  }
}

function endOfLastLine(bytes: Buffer): number {
  const last = bytes[bytes.length - 1];
  if (last === lineFeed || last === carriageReturn) return bytes.length;
  return Math.max(bytes.lastIndexOf(lineFeed), bytes.lastIndexOf(carriageReturn)) + 1;
}

/** One event; it also ends an event before it that lacks its blank line. */
export const eventFrame = (data: unknown): Buffer => Buffer.from(`\ndata: ${JSON.stringify(data)}\n\n`);

/** Whether a `Content-Type` says that the body is an event stream. */
export const isEventStream = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^text\/event-stream\b/i.test(contentType);
