import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import type { ChatMessage } from './chat-message.ts';

/** What is stored of one message at most, in bytes as JSON; its images are stored beside it. */
export const largestMessage = 380 * 1024;

const encoder = new TextEncoder();

/** Bytes that a value takes as JSON: a quotation mark or a line break takes two. */
export const jsonBytes = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

const cutMark = '\n\n[The rest was too large to be stored.]';

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}${cutMark}`;

const isInline = ({ image_url }: MessagePart): boolean => image_url?.url.startsWith('data:') ?? false;

function cutTo(message: ChatMessage, most: number): ChatMessage {
  const { content, reasoningContent } = message;
  const part = (one: MessagePart): MessagePart => {
    if (isInline(one)) return { type: 'text', text: '[An image that was too large to be stored.]' };
    return one.text === undefined ? one : { ...one, text: cut(one.text, most) };
  };
  return {
    ...message,
    content: typeof content === 'string' ? cut(content, most) : content.map(part),
    ...(reasoningContent && { reasoningContent: cut(reasoningContent, most) }),
  };
}

/** The message with its longest texts cut until it can be stored; they say that something is missing. */
export function shortened(message: ChatMessage, limit = largestMessage - 16 * 1024): ChatMessage {
  let short = message;
  for (let most = limit; jsonBytes(short) > limit && most > 1; most = Math.floor(most * 0.8))
    short = cutTo(message, most);
  return short;
}
