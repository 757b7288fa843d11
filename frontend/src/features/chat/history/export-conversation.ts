import { attachedTo, modelOf, wordsOf } from '../conversation/chat-message.ts';
import type { ChatMessage } from '../conversation/chat-message.ts';
import { threadOf } from '../conversation/thread.ts';

/** A conversation as it leaves this page. */
export interface Exported {
  readonly sessionId: string;
  readonly name: string;
  readonly messages: readonly ChatMessage[];
}

/** Everything, every version of it, as it is stored. */
export const asJson = (exported: Exported): string => `${JSON.stringify(exported, null, 2)}\n`;

/** The newest version as a text to read. */
export function asMarkdown({ name, messages }: Exported): string {
  const turns = threadOf(messages, new Map()).map(({ message }) => turnAsMarkdown(message));
  return `# ${name}\n\n${turns.join('\n\n')}\n`;
}

function turnAsMarkdown(message: ChatMessage): string {
  const who = writerOf(message);
  const attached = attachedTo(message).map((one) => `*Attached: ${one.name}*\n\n`);
  return `## ${who}\n\n${attached.join('')}${wordsOf(message)}`;
}

function writerOf(message: ChatMessage): string {
  if (message.type === 'human') return 'You';
  return message.type === 'summary' ? 'Summary of what was said so far' : (modelOf(message) ?? 'Answer');
}

/** A file name that every system takes. */
export const fileNameOf = (name: string, extension: string): string =>
  `${
    name
      .normalize('NFKD')
      .replace(/[^\w\- ]+/g, '')
      .trim()
      .replace(/\s+/g, '-')
      .slice(0, 60) || 'conversation'
  }.${extension}`;
