import * as z from 'zod';

/** What the API answers when it says no, in any of its families. */
const RefusalBody = z.union([
  z.string(),
  z.looseObject({
    message: z.unknown().optional(),
    detail: z.unknown().optional(),
    error: z.unknown().optional(),
    title: z.unknown().optional(),
  }),
]);

const fallbacks: Readonly<Record<number, string>> = {
  401: 'You are not signed in any more.',
  403: 'You do not have permission to do this.',
  404: 'It does not exist (any more).',
  413: 'This is too large to be sent.',
  429: 'Too many requests at once. Wait a moment, then try again.',
  503: 'The service is busy or starting. Try again in a moment.',
  504: 'The answer took too long. Try again.',
};

/** Says in one sentence what the server said, whatever shape it used. */
export function sentenceOf(status: number, body: unknown): string {
  const parsed = RefusalBody.safeParse(body).data;
  if (typeof parsed === 'string' && parsed !== '') return parsed;
  if (typeof parsed === 'object')
    for (const said of [parsed.message, parsed.detail, parsed.error, parsed.title]) {
      const words = wordsOf(said);
      if (words) return words;
    }
  return fallbacks[status] ?? `The server answered ${status}. Try again; if it stays so, tell an administrator.`;
}

function wordsOf(said: unknown): string {
  if (typeof said === 'string') return said;
  if (Array.isArray(said)) return said.map(wordsOf).filter(Boolean).join('; ');
  if (typeof said !== 'object' || said === null) return '';
  if ('msg' in said) return wordsOf(said.msg);
  return 'message' in said ? wordsOf(said.message) : '';
}

/** The server said no. `message` is a sentence for people, `code` the failure's stable name if it has one. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, body: unknown, code?: string) {
    super(sentenceOf(status, body));
    this.status = status;
    this.code = code;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause: unknown) {
    super('The server cannot be reached. Check the network, then try again.', { cause });
  }
}

/** Any error as a sentence for people. */
export const wordsFor = (error: unknown): string =>
  error instanceof Refusal || error instanceof Unreachable
    ? error.message
    : 'Something unexpected happened. Try again; if it stays so, tell an administrator.';
