import type { Message, MessagePart } from '@lisa/contracts/vocabulary/message';

/** A message of a conversation as the page works with it: it always has an id, so that saving it twice stores it once. */
export type ChatMessage = Message & { readonly id: string };

/** How an answer ended when it did not end by itself. */
export type Ending = 'stopped' | 'cut' | 'failed';

const filePrefix = 'File context:';

/** What was attached to a question. */
export type Attached =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'image';
      readonly name: string;
      /** Shows it. Without a key it is the image itself, as a data URL. */
      readonly url: string;
      /** Names it at the server. */
      readonly key?: string | undefined;
    };

const partsOf = ({ content }: Pick<Message, 'content'>): readonly MessagePart[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

const isFile = ({ text }: MessagePart): boolean => text?.startsWith(filePrefix) ?? false;

/** The words of a message, without what was attached to it. */
export const wordsOf = (message: Pick<Message, 'content'>): string =>
  partsOf(message)
    .filter((part) => part.type === 'text' && !isFile(part))
    .map(({ text }) => text ?? '')
    .join('\n\n');

/** What was attached to a message. */
export const attachedTo = (message: Pick<Message, 'content'>): Attached[] =>
  partsOf(message).flatMap((part): Attached[] => {
    if (part.image_url) {
      const { url, s3_key: key } = part.image_url;
      return [{ kind: 'image', name: nameOf(part), url, ...(key !== undefined && { key }) }];
    }
    if (!isFile(part)) return [];
    const [first = '', ...rest] = (part.text ?? '').slice(filePrefix.length).split('\n');
    return [{ kind: 'text', name: first.trim() || 'File', text: rest.join('\n').trimStart() }];
  });

/** The images of a message. */
export const imagesIn = (message: Pick<Message, 'content'>): (Attached & { readonly kind: 'image' })[] =>
  attachedTo(message).filter((one) => one.kind === 'image');

const nameOf = (part: MessagePart): string => {
  const name: unknown = part['name'];
  return typeof name === 'string' ? name : 'Image';
};

/** The content of a question: plain words as text, with attachments as parts that LISA's clients understand. */
export function contentOf(words: string, attached: readonly Attached[]): string | MessagePart[] {
  if (attached.length === 0) return words;
  const files = attached.map((one): MessagePart =>
    one.kind === 'image'
      ? {
          type: 'image_url',
          image_url: { url: one.url, ...(one.key !== undefined && { s3_key: one.key }) },
          name: one.name,
        }
      : { type: 'text', text: `${filePrefix} ${one.name}\n\n${one.text}` },
  );
  return [...files, { type: 'text', text: words }];
}

const metadataText = ({ metadata }: Message, key: string): string | undefined => {
  const value: unknown = metadata?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The model that wrote an answer. */
export const modelOf = (message: Message): string | undefined => metadataText(message, 'modelName');

/** How an answer ended, unless it ended by itself. */
export function endingOf(message: Message): Ending | undefined {
  const ending = metadataText(message, 'ending');
  return ending === 'stopped' || ending === 'cut' || ending === 'failed' ? ending : undefined;
}
