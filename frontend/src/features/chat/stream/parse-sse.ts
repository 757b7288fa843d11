/** One server-sent event: `event` is `message` unless the stream names it. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads text as it arrives, cut anywhere; `end` gives an event whose closing blank line never came. */
export interface SseParser {
  push(text: string): ServerSentEvent[];
  end(): ServerSentEvent[];
}

interface Fields {
  event: string;
  data: string[];
}

/** A parser for one stream: any line ending, comments, several data lines, a byte order mark at the start. */
export function createSseParser(): SseParser {
  let rest = '';
  let fields = noFields();
  let begun = false;

  function takeLine(line: string, events: ServerSentEvent[]): void {
    if (line !== '') return readField(line, fields);
    events.push(...eventOf(fields));
    fields = noFields();
  }

  function push(text: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    const arrived = rest + (begun ? text : text.replace(/^\uFEFF/, ''));
    begun ||= text !== '';
    const { lines, unfinished } = cutLines(arrived);
    rest = unfinished;
    for (const line of lines) takeLine(line, events);
    return events;
  }

  function end(): ServerSentEvent[] {
    const events = push('\n\n');
    rest = '';
    return events;
  }

  return { push, end };
}

const noFields = (): Fields => ({ event: 'message', data: [] });

function eventOf({ event, data }: Fields): ServerSentEvent[] {
  return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
}

/** A carriage return at the very end stays: its line feed may be in the next chunk. */
function cutLines(text: string): { lines: string[]; unfinished: string } {
  const held = text.endsWith('\r') ? text.slice(0, -1) : text;
  const lines = held.split(/\r\n|\r|\n/);
  const unfinished = lines.pop() ?? '';
  return { lines, unfinished: unfinished + text.slice(held.length) };
}

function readField(line: string, fields: Fields): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') fields.data.push(value);
  if (name === 'event') fields.event = value || 'message';
}
