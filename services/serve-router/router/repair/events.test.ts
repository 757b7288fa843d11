import { describe, expect, it } from '@jest/globals';
import type { BodyTransform } from '@lisa/gateway/forward';
import { ResponsesEvents } from './responses-events.ts';
import { namedEvent, WholeEvents } from './whole-events.ts';

/** What comes out for chunks of `size` bytes; a part that came with a chunk is an entry of its own. */
function through(transform: BodyTransform, text: string, size: number): { parts: string[]; rest: string } {
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = transform.push(bytes.subarray(at, at + size));
    if (part) parts.push(part.toString('utf8'));
  }
  return { parts, rest: transform.end()?.toString('utf8') ?? '' };
}

const everySize = (text: string): number[] => Array.from({ length: Buffer.byteLength(text) }, (_, index) => index + 1);
const event = (type: string, more: object = {}): string => `data: ${JSON.stringify({ type, ...more })}\n\n`;

describe('letting whole events pass', () => {
  const feeds = `event: a\ndata: {"text":"grüße 🌍"}\n\n: ping\n\nevent: b\ndata: {}\n\n`;

  it.each([
    ['line feeds', feeds],
    ['carriage returns too', feeds.replaceAll('\n', '\r\n')],
  ])('changes no byte and cuts no event, wherever the bytes are split (%s)', (_, text) => {
    for (const size of everySize(text)) {
      const { parts, rest } = through(new WholeEvents(), text, size);

      expect(parts.join('')).toBe(text);
      expect(rest).toBe('');
      for (const part of parts) expect(part).toMatch(/\n\r?\n$/);
    }
  });

  it('hands over an event as soon as it is whole', () => {
    const events = new WholeEvents();

    expect(events.push(Buffer.from('event: a\ndata: 1\n\nevent: b\n'))?.toString()).toBe('event: a\ndata: 1\n\n');
    expect(events.push(Buffer.from('data: 2\n'))).toBeUndefined();
    expect(events.push(Buffer.from('\n'))?.toString()).toBe('event: b\ndata: 2\n\n');
  });

  it('keeps an event back that never becomes whole, until the stream ends by itself', () => {
    expect(through(new WholeEvents(), 'event: a\ndata: 1\n', 4)).toEqual({ parts: [], rest: 'event: a\ndata: 1\n' });
  });

  it('does not hold back without limit', () => {
    const events = new WholeEvents();
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const passed = Array.from({ length: 10 }, () => events.push(megabyte)?.length ?? 0);

    expect(passed.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThanOrEqual(8 * 1024 * 1024);
  });

  it('is told of an end in an event of its own', () => {
    expect(namedEvent('error', { type: 'error' }).toString()).toBe('\nevent: error\ndata: {"type":"error"}\n\n');
  });
});

describe('a stream of responses', () => {
  const said = [
    event('response.created', { response: { id: 'resp_1' }, sequence_number: 0 }),
    event('response.output_text.delta', { delta: 'grüße 🌍\n\n[DONE] data: [DONE]', sequence_number: 1 }),
    `data: ${JSON.stringify({ sequence_number: 2, type: 'response.completed' })}\n\n`,
  ];
  const names = ['response.created', 'response.output_text.delta', 'response.completed'];
  const named = said.map((text, index) => `event: ${names[index]}\n${text}`).join('');

  it('gets a name for every event and loses [DONE], wherever the bytes are split', () => {
    const text = `${said.join('')}data: [DONE]\n\n`;

    for (const size of everySize(text)) {
      const { parts, rest } = through(new ResponsesEvents(), text, size);

      expect(parts.join('') + rest).toBe(named);
    }
  });

  it('loses a [DONE] that lacks its empty line, and names a last event that does', () => {
    expect(through(new ResponsesEvents(), `${said[0]}data: [DONE]`, 9).rest).toBe('');
    expect(through(new ResponsesEvents(), event('response.failed').trimEnd(), 9).rest).toBe(
      `event: response.failed\n${event('response.failed').trimEnd()}`,
    );
  });

  it.each([
    ['an event with a name', `event: response.failed\n${event('response.failed')}`],
    ['an event with carriage returns and a name', 'event: x\r\ndata: {"type":"x"}\r\n\r\n'],
    ['a comment', ': ping\n\n'],
    ['what is no JSON', 'data: {"type"\n\n'],
    ['a type that is no name', 'data: {"sequence_number":1,"type":"a\\nb"}\n\n'],
    ['data without a type', 'data: {"error":{"message":"no"}}\n\n'],
    ['no object', 'data: null\n\n'],
  ])('leaves %s byte for byte', (_, text) => {
    const { parts, rest } = through(new ResponsesEvents(), text, 5);

    expect(parts.join('') + rest).toBe(text);
  });

  it('knows how many events have passed, for the number of the next', () => {
    const events = new ResponsesEvents();

    events.push(Buffer.from(`: ping\n\n${said[0]}${said[1]}data: {"type":`));

    expect(events.count).toBe(2);
  });
});
