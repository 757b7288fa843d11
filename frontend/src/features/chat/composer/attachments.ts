import type { Attached } from '../conversation/chat-message.ts';

/** A question is stored as one piece of at most 380 KB; this leaves room for its words. */
export const largestQuestion = 340 * 1024;
export const largestFile = 20 * 1024 * 1024;

/** Something chosen for the next question: usable, or with the reason why it is not. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** Bytes as they would be sent. */
  readonly size: number;
  readonly attached: Attached | undefined;
  /** Why it cannot be sent; empty if it can. */
  readonly problem: string;
}

/** Bytes as people say them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What an attachment takes of the question's room. */
export const sizeOf = (attached: Attached): number => bytesOf(attached.kind === 'text' ? attached.text : attached.url);

/** A text as an attachment, refused in words if a question has no room for it. */
export function textAttachment(id: string, name: string, text: string): Attachment {
  const size = bytesOf(text);
  const isText = !text.includes('\0');
  const problem = !isText
    ? 'This is not a text file. Attach text, code, or images.'
    : size > largestQuestion
      ? `${sizeInWords(size)} is more than one question can hold (${sizeInWords(largestQuestion)}). Attach the part that matters.`
      : '';
  return { id, name, size, attached: problem === '' ? { kind: 'text', name, text } : undefined, problem };
}

/** Why the attachments of a question cannot be sent together; empty if they can. */
export function problemTogether(attachments: readonly Attachment[], words: string, readsImages: boolean): string {
  if (attachments.some(({ problem }) => problem !== '')) return 'Remove what cannot be sent first.';
  if (!readsImages && attachments.some(({ attached }) => attached?.kind === 'image')) {
    return 'This model cannot read images: choose one that can, or remove them.';
  }
  const size = attachments.reduce((sum, one) => sum + one.size, bytesOf(words));
  if (size <= largestQuestion) return '';
  return `${sizeInWords(size)} is more than one question can hold (${sizeInWords(largestQuestion)}). Shorten it, or attach less.`;
}
