import { createSseParser } from './parse-sse.ts';
import type { ServerSentEvent } from './parse-sse.ts';

/**
 * The events of a body, in the batches they arrived in. Ends early, without an error, once `signal` is aborted;
 * throws what the network throws.
 */
export async function* readSse(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent[], void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = createSseParser();
  const aborted = whenAborted(signal);
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), aborted.promise]);
      if (next === 'aborted') return;
      if (next.done) break;
      const events = parser.push(decoder.decode(next.value, { stream: true }));
      if (events.length > 0) yield events;
    }
    const events = [...parser.push(decoder.decode()), ...parser.end()];
    if (events.length > 0) yield events;
  } finally {
    aborted.forget();
    // Whoever leaves early closes the connection, so the model stops writing for nobody; its answer does not matter.
    void reader.cancel().catch(() => undefined);
  }
}

/** A read that waits for a silent server must not keep Stop waiting. */
function whenAborted(signal: AbortSignal): { promise: Promise<'aborted'>; forget: () => void } {
  let listener = (): void => undefined;
  const promise = new Promise<'aborted'>((resolve) => {
    listener = () => resolve('aborted');
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
  });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}
