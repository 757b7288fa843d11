import { TokenRejected } from './rejected.ts';

/** A JSON object as it was written: no key twice at any depth, no `__proto__`. */
export type JsonObject = Readonly<Record<string, unknown>>;

const keysAndBraces = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/** Parses JSON that must be an object. Throws TokenRejected `form` or `duplicate-key`. */
export function parseStrictObject(text: string): JsonObject {
  const value = parse(text);
  if (!isJsonObject(value)) throw new TokenRejected('form');
  rejectRepeatedKeys(text);
  return value;
}

/** Whether a parsed JSON value is an object, neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TokenRejected('form', { cause });
  }
}

// JSON.parse keeps the last of two equal keys; another reader may keep the first, so such a token means two things.
function rejectRepeatedKeys(validJson: string): void {
  const open: Set<string>[] = [];
  for (const [token, quoted, colon] of validJson.matchAll(keysAndBraces)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (quoted && colon) noteKey(JSON.parse(quoted) as string, open.at(-1));
  }
}

function noteKey(key: string, siblings: Set<string> | undefined): void {
  if (key === '__proto__') throw new TokenRejected('form');
  if (siblings?.has(key)) throw new TokenRejected('duplicate-key');
  siblings?.add(key);
}
