import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSseParser } from './parse-sse.ts';
import { readSse } from './read-sse.ts';
import type { ServerSentEvent } from './parse-sse.ts';

const whole = (text: string): ServerSentEvent[] => {
  const parser = createSseParser();
  return [...parser.push(text), ...parser.end()];
};

describe('parsing a stream of events', () => {
  it.each([
    ['line feeds', 'data: a\n\ndata: b\n\n'],
    ['carriage returns', 'data: a\r\rdata: b\r\r'],
    ['both', 'data: a\r\n\r\ndata: b\r\n\r\n'],
    ['comments between', ': ping\n\ndata: a\n: still here\n\n:\n\ndata:b\n\n'],
    ['a byte order mark', '\uFEFFdata: a\n\ndata: b\n\n'],
    ['unknown fields', 'id: 7\nretry: 10\nfoo\ndata: a\n\ndata: b\n\n'],
    ['no blank line at the end', 'data: a\n\ndata: b'],
  ])('understands %s', (_, text) => {
    expect(whole(text).map(({ data }) => data)).toEqual(['a', 'b']);
  });

  it('joins data lines, keeps the name, and strips one space only', () => {
    expect(whole('event: error\ndata: a\ndata:  b\n\n')).toEqual([{ event: 'error', data: 'a\n b' }]);
  });

  it('waits for the line feed of a carriage return that ended a chunk', () => {
    const parser = createSseParser();

    const before = parser.push('data: a\r');
    const after = parser.push('\ndata: b\r\n\r\n');

    expect([...before, ...after]).toEqual([{ event: 'message', data: 'a\nb' }]);
  });
});

const line = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\r\n\uFEFF]/.test(text));
const event = fc.record({
  data: fc.array(line, { minLength: 1, maxLength: 3 }),
  ending: fc.constantFrom('\n', '\r\n', '\r'),
});

function bodyOf(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const chunks = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function dataIn(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const read: string[] = [];
  for await (const events of readSse(body, new AbortController().signal)) read.push(...events.map(({ data }) => data));
  return read;
}

describe('reading a body', () => {
  it('gives the same events wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (events, cuts) => {
          const text = events.map(({ data, ending }) => data.map((one) => `data: ${one}${ending}`).join('') + ending);
          const bytes = new TextEncoder().encode(text.join(''));

          const read = await dataIn(bodyOf(bytes, cuts));

          expect(read).toEqual(events.map(({ data }) => data.join('\n')));
        },
      ),
    );
  });

  it('gives the same events one byte at a time', async () => {
    const bytes = new TextEncoder().encode('data: größer 🙂\r\n\r\ndata: 漢字\r\n\r\n');

    const read = await dataIn(
      bodyOf(
        bytes,
        [...bytes].map((_, at) => at),
      ),
    );

    expect(read).toEqual(['größer 🙂', '漢字']);
  });

  it('ends at once when aborted, even while the server is silent, and closes the connection', async () => {
    let cancelled = false;
    const silent = new ReadableStream<Uint8Array>({ cancel: () => void (cancelled = true) });
    const abort = new AbortController();
    const events = readSse(silent, abort.signal);

    const next = events.next();
    abort.abort();

    expect(await next).toEqual({ done: true, value: undefined });
    expect(cancelled).toBe(true);
  });
});
