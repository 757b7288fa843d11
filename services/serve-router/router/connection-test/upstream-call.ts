import type { Dispatcher } from 'undici';
import type { Said } from './reasons.ts';

/** An address that speaks OpenAI, the key for it, and when patience ends. */
export interface Address {
  /** Without a slash at its end. */
  readonly base: URL;
  readonly apiKey: string | undefined;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
}

type Answer = Dispatcher.ResponseData;

/** Asks below the address's base. Rejects as undici does if nothing answers. */
export function ask({ base, apiKey, dispatcher, signal }: Address, path: string, body?: object): Promise<Answer> {
  return dispatcher.request({
    origin: base.origin,
    path: `${base.pathname.replace(/\/+$/, '')}${path}`,
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/json, text/event-stream',
      ...(body && { 'content-type': 'application/json' }),
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal,
  });
}

const mostBytes = 2 * 1024 * 1024;

/** The text of an answer, up to a limit; `enough` ends the reading of a stream early. */
export async function textOf({ body }: Answer, enough: (text: string) => boolean = () => false): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk as Buffer, { stream: true });
    if (text.length > mostBytes || enough(text)) break;
  }
  return text;
}

/** A text as JSON; undefined if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The words of an error body, wherever the server put them. */
export async function saidBy(answer: Answer): Promise<Said> {
  return { status: answer.statusCode, message: messageIn(parsed(await textOf(answer))) };
}

/** The sentence in an error as servers of the OpenAI protocol word it. */
export function messageIn(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, message, detail } = body as Readonly<Record<string, unknown>>;
  return messageIn(error) ?? messageIn(message) ?? messageIn(detail);
}
