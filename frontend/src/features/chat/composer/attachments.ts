import type { Attached } from '../conversation/chat-message.ts';
import { jsonBytes } from '../conversation/message-size.ts';

/** A question is stored as one piece of at most 380 KB, without its images; this leaves room for what is said of it. */
export const largestQuestion = 340 * 1024;
export const largestFile = 20 * 1024 * 1024;
/** Images of one question, as they are sent to the model: a request takes 10 MB, and the conversation may have others. */
const largestImages = 5 * 1024 * 1024;

/** Something chosen for the next question: usable, or with the reason why it is not. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly attached: Attached | undefined;
  /** Why it cannot be sent; empty if it can. */
  readonly problem: string;
  /** It is still being read. */
  readonly isReading?: boolean;
  /** As much of it as could be sent instead. */
  readonly beginning?: Attached;
}

/** Bytes as people say them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const tooLarge = (size: number): string =>
  `${sizeInWords(size)} is more than one question can hold (${sizeInWords(largestQuestion)}).`;

/** A text as an attachment, refused in words if a question has no room for it. */
export function textAttachment(id: string, name: string, text: string): Attachment {
  const refused = { id, name, size: bytesOf(text), attached: undefined };
  if (text.includes('\0'))
    return { ...refused, problem: 'This is not a text file. Attach text, code, PDF, or images.' };
  const stored = jsonBytes(text);
  if (stored <= largestQuestion) return { ...refused, attached: { kind: 'text', name, text }, problem: '' };
  const beginning = { kind: 'text', name: `${name} (beginning)`, text: beginningOf(text) } as const;
  return { ...refused, problem: `${tooLarge(stored)} Attach the part that matters.`, beginning };
}

/** As much of a text as leaves room for a few words beside it. */
function beginningOf(text: string): string {
  const room = largestQuestion * 0.95;
  let length = Math.min(text.length, room);
  while (jsonBytes(text.slice(0, length)) > room) length = Math.floor(length * 0.9);
  return text.slice(0, length).toWellFormed();
}

/** The attachment with its beginning only. */
export const withBeginning = ({ id, beginning, ...one }: Attachment): Attachment =>
  beginning?.kind === 'text' ? textAttachment(id, beginning.name, beginning.text) : { id, ...one };

/** Why the attachments of a question cannot be sent together; empty if they can. */
export function problemTogether(attachments: readonly Attachment[], words: string, readsImages: boolean): string {
  if (attachments.some(({ isReading }) => isReading)) return 'Wait until the files are read.';
  if (attachments.some(({ problem }) => problem !== '')) return 'Remove what cannot be sent first.';
  const all = attachments.flatMap(({ attached }) => attached ?? []);
  const images = all.flatMap((one) => (one.kind === 'image' ? [one.url.length] : []));
  if (!readsImages && images.length > 0) return 'This model cannot read images: choose one that can, or remove them.';
  if (sum(images) > largestImages) return 'These images are too much for one question: remove some of them.';
  const texts = all.flatMap((one) => (one.kind === 'text' ? [jsonBytes(one.text)] : []));
  const size = sum(texts) + jsonBytes(words);
  return size <= largestQuestion ? '' : `${tooLarge(size)} Shorten it, or attach less.`;
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
