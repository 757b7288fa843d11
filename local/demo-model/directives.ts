const DEFAULT_PACE_MS = 20;

/** What a prompt may ask of the demo model in square brackets, for tests. */
export interface Directives {
  /** Milliseconds from one token to the next: `[pace 5ms]`. 20 unless told. */
  paceMs: number;
  /** Answer with exactly so many tokens `t1 t2 …`: `[tokens 200]`. */
  tokens: number | undefined;
  /** Answer this status instead: `[fail 429]`. */
  failWith: number | undefined;
  /** Destroy the connection after so many tokens: `[die after 3]`. */
  dieAfter: number | undefined;
  /** Send an error event after so many tokens and end the stream: `[error after 3]`. */
  errorAfter: number | undefined;
  /** Leave usage out of the answer: `[no usage]`. */
  withoutUsage: boolean;
}

const directive = /\[(?:pace \d+ms|tokens \d+|fail [45]\d\d|die after \d+|error after \d+|no usage)\]/g;

/** The directives in a prompt, and the words that remain without them. */
export function directivesOf(prompt: string): { directives: Directives; said: string } {
  const number = (pattern: RegExp): number | undefined => {
    const digits = pattern.exec(prompt)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const directives = {
    paceMs: number(/\[pace (\d+)ms\]/) ?? DEFAULT_PACE_MS,
    tokens: number(/\[tokens (\d+)\]/),
    failWith: number(/\[fail ([45]\d\d)\]/),
    dieAfter: number(/\[die after (\d+)\]/),
    errorAfter: number(/\[error after (\d+)\]/),
    withoutUsage: prompt.includes('[no usage]'),
  };
  return { directives, said: prompt.replace(directive, ' ').replace(/\s+/g, ' ').trim() };
}
