/** A slash asks for prompts, an at for models, a hash for documents. */
export const signs = ['/', '@', '#'] as const;
export type Sign = (typeof signs)[number];

/** A sign somebody has just typed, and what stands between it and the caret. */
export interface SignAt {
  readonly sign: Sign;
  readonly typed: string;
  readonly start: number;
  readonly end: number;
}

/** The sign before the caret, if one stands there at the beginning of a word. */
export function signAt(text: string, caret: number): SignAt | undefined {
  const [, sign, typed = ''] = /(?:^|\s)([/@#])(\S*)$/.exec(text.slice(0, caret)) ?? [];
  if (sign === undefined) return undefined;
  return { sign: sign as Sign, typed, start: caret - typed.length - 1, end: caret };
}
