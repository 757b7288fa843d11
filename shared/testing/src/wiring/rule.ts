import type { Packaged } from './packaged.ts';

/** One thing that must hold of every packaged template. */
export interface Rule {
  /** What must hold, as a newcomer understands it. */
  readonly sentence: string;
  /** A sentence about every place where it does not hold. */
  readonly find: (packaged: Packaged) => string[];
}

export const rule = (sentence: string, find: Rule['find']): Rule => ({ sentence, find });
