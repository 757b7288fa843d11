import type { Message, SentMessage } from '@lisa/contracts/vocabulary/message';

/** A message with the time it was written; its place follows from its position. */
export type DatedMessage = Message & { readonly createdAt: string };

/** What only we know of a message, as it may come back from a client. */
interface Kept {
  readonly sessionId?: string;
  readonly messageIndex?: number | null | undefined;
  readonly createdAt?: string;
}

/** What the client said, without what only we know of it. */
export function contentOf({ messageIndex: _, createdAt: __, sessionId: ___, ...content }: Message & Kept): Message {
  return content;
}

/** JSON with sorted keys and without empty members, so that equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner ?? undefined;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Whether two messages say the same in every respect. */
export const isEqual = (one: SentMessage, other: SentMessage): boolean =>
  canonical(contentOf(one)) === canonical(contentOf(other));

/** Whether two messages are the same one, perhaps with other details: by id if both have one, else by what they say. */
export function isSame(one: SentMessage, other: SentMessage): boolean {
  if (one.id && other.id) return one.id === other.id;
  const said = ({ type, content, toolCalls }: SentMessage) => canonical([type, content, toolCalls ?? []]);
  return said(one) === said(other);
}

/** Tokens that a message's answer took. */
export const tokensOf = ({ usage }: Message): number => (usage?.promptTokens ?? 0) + (usage?.completionTokens ?? 0);

const contextBegins = ['File context:', 'Context from document search:'];
const isContext = (text: string): boolean => contextBegins.some((begin) => text.trimStart().startsWith(begin));
const longestExcerpt = 500;

function textsOf({ content }: Message): string[] {
  if (typeof content === 'string') return [content];
  return content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []));
}

/** The first human text that is not context, shortened; empty if there is none. */
export function firstHumanText(messages: readonly Message[]): string {
  const texts = messages.filter(({ type }) => type === 'human').flatMap(textsOf);
  const first = texts.find((text) => text.trim() !== '' && !isContext(text)) ?? '';
  return first.slice(0, longestExcerpt).toWellFormed();
}

/** An item of the table takes 400 KB; what is left is for its keys and encryption. */
export const largestMessage = 380 * 1024;

/** What a person sets up has to fit into one item too, beside other things. */
export const largestSetting = 256 * 1024;

/** Bytes of a value as JSON. */
export const sizeOf = (value: object): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** As many from the start as fit into one answer, and always one: what is larger than a message cannot be stored. */
export function fitting<T extends Message>(messages: readonly T[], limit: number): T[] {
  let size = 0;
  const end = messages.findIndex((message) => (size += sizeOf(message)) > limit);
  return end < 0 ? [...messages] : messages.slice(0, Math.max(1, end));
}
