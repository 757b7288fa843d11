import type { BodyTransform } from '@lisa/gateway/forward';
import { endOfEvent, WholeEvents } from './whole-events.ts';

const endMark = /^data: ?\[DONE\]\s*$/;
/** How LiteLLM begins nearly every event; the rest of a long one is then not read. */
const typeFirst = /^data: ?\{"type": ?"([\w.]+)"/;
const mostBytesBeforeType = 128;

/**
 * A stream of `responses` as LiteLLM sends it, made into OpenAI's: every event under the name that its `type` says,
 * and no `[DONE]`. What has a name already, and what is no JSON, stays as it is.
 */
export class ResponsesEvents implements BodyTransform {
  readonly #events = new WholeEvents();
  #count = 0;

  /** How many events have passed, which is the next `sequence_number`. */
  get count(): number {
    return this.#count;
  }

  push(chunk: Buffer): Buffer | undefined {
    return this.#repaired(this.#events.push(chunk));
  }

  end(): Buffer | undefined {
    return this.#repaired(this.#events.end());
  }

  #repaired(bytes: Buffer | undefined): Buffer | undefined {
    if (bytes === undefined) return undefined;
    const parts: Buffer[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = endOfEvent(bytes, start);
      parts.push(...this.#event(bytes.subarray(start, end)));
      start = end;
    }
    return parts.length === 0 ? undefined : Buffer.concat(parts);
  }

  #event(event: Buffer): Buffer[] {
    const beginning = event.toString('latin1', 0, mostBytesBeforeType);
    if (endMark.test(beginning)) return [];
    if (beginning.startsWith(':')) return [event];
    this.#count += 1;
    const type = typeFirst.exec(beginning)?.[1] ?? typeIn(event, beginning);
    return type === undefined ? [event] : [Buffer.from(`event: ${type}\n`), event];
  }
}

/** The type of an event without a name, wherever it stands in its data. */
function typeIn(event: Buffer, beginning: string): string | undefined {
  if (!beginning.startsWith('data:')) return undefined;
  try {
    const { type } = JSON.parse(event.toString('utf8', 'data:'.length)) as { type?: unknown };
    return typeof type === 'string' && /^[\w.]+$/.test(type) ? type : undefined;
  } catch {
    return undefined;
  }
}
