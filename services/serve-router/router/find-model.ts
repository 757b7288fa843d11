/** Where the value of the top-level key `model` stands in a JSON text, quotes included. */
export interface ModelPlace {
  readonly kind: 'found';
  readonly model: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What a scan makes of a body. `unusual`: it may still be good JSON (an escaped, repeated or missing key), so it has to
 * be parsed. `too-deep`: nested deeper than any client of ours does, refused unread.
 */
export type Scan = ModelPlace | { readonly kind: 'unusual' | 'too-deep' };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const deepest = 64;

const isSpace = tableOf(' \t\n\r');
const inScalar = tableOf('0123456789+-.eEtrufalsn');
const betweenStrings = tableOf(' \t\n\r0123456789+-.eEtrufalsn,:{}[]');
const depthChange = new Int8Array(256);
depthChange[openBrace] = depthChange[openBracket] = 1;
depthChange[closeBrace] = depthChange[closeBracket] = -1;
const key = Buffer.from('"model"');
const unusual = { kind: 'unusual' } as const;
const tooDeep = { kind: 'too-deep' } as const;

/**
 * Finds the model a body names without parsing it. Only what every strict JSON parser reads the same way is `found`:
 * we must authorize exactly the model that the upstream will read.
 */
export function findModel(body: Buffer): Scan {
  let model: Member | undefined;
  let at = skipSpace(body, 0);
  if (body[at] !== openBrace) return unusual;
  do {
    const member = memberAt(body, at + 1);
    if ('kind' in member) return member;
    if (member.isModel) {
      if (model !== undefined) return unusual;
      model = member;
    }
    at = skipSpace(body, member.end);
  } while (body[at] === comma);
  return isEnd(body, at) ? found(body, model) : unusual;
}

interface Member {
  readonly isModel: boolean;
  /** Where its value stands. */
  readonly start: number;
  readonly end: number;
}

function memberAt(body: Buffer, from: number): Member | typeof unusual | typeof tooDeep {
  const keyStart = skipSpace(body, from);
  const keyEnd = stringEnd(body, keyStart);
  const separator = skipSpace(body, keyEnd);
  if (body[separator] !== colon || isEscaped(body, keyStart, keyEnd)) return unusual;
  const start = skipSpace(body, separator + 1);
  const end = valueEnd(body, start);
  if (end < 0) return end === deeper ? tooDeep : unusual;
  return { isModel: isModelKey(body, keyStart, keyEnd), start, end };
}

function found(body: Buffer, model: Member | undefined): Scan {
  if (model === undefined || !isPlainString(body, model)) return unusual;
  const { start, end } = model;
  return { kind: 'found', model: body.toString('utf8', start + 1, end - 1), start, end };
}

const isPlainString = (body: Buffer, { start, end }: Member): boolean =>
  body[start] === quote && !isEscaped(body, start, end);

const isEnd = (body: Buffer, at: number): boolean => body[at] === closeBrace && skipSpace(body, at + 1) === body.length;

const invalid = -1;
const deeper = -2;

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

function skipSpace(body: Buffer, from: number): number {
  let at = from;
  while (at >= 0 && at < body.length && isSpace[body[at] as number] === 1) at += 1;
  return at;
}

function isModelKey(body: Buffer, start: number, end: number): boolean {
  return end - start === key.length && body.compare(key, 0, key.length, start, end) === 0;
}

function isEscaped(body: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (body[at] === backslash) return true;
  return false;
}

/** The place after the closing quote of the string that begins at `start`. */
function stringEnd(body: Buffer, start: number): number {
  if (start < 0 || body[start] !== quote) return invalid;
  const close = body.indexOf(quote, start + 1);
  if (close < 0) return invalid;
  if (body[close - 1] !== backslash) return close + 1;
  // Searching natively wins while quotes are rare; a string with escaped ones is walked through.
  for (let at = start + 1; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === backslash) at += 1;
    else if (byte === quote) return at + 1;
  }
  return invalid;
}

function valueEnd(body: Buffer, start: number): number {
  const first = body[start];
  if (first === quote) return stringEnd(body, start);
  if (first === openBrace || first === openBracket) return nestedEnd(body, start);
  let at = start;
  while (at < body.length && inScalar[body[at] as number] === 1) at += 1;
  return at === start ? invalid : at;
}

/**
 * The end of an object or array. Outside strings only JSON's own bytes are accepted, so that a lenient parser's
 * comments or bare words cannot hide a quote from us.
 */
function nestedEnd(body: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (byte === quote) {
      const end = stringEnd(body, at);
      if (end < 0) return invalid;
      at = end - 1;
      continue;
    }
    if (betweenStrings[byte] !== 1) return invalid;
    depth += depthChange[byte] as number;
    if (depth >= deepest) return deeper;
    if (depth === 0) return at + 1;
  }
  return invalid;
}
