import type { Message, MessagePart } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import { isImageOf } from '../domain/keys.ts';
import type { Media } from '../ports.ts';

const withUrl = (part: MessagePart, url: string): MessagePart => ({ ...part, image_url: { ...part.image_url, url } });

/** Messages as they are stored: an image of ours by its key alone. Refuses a key that was not issued to this person. */
export function withoutAddresses<T extends Message>(messages: readonly T[], owner: string): T[] {
  const plain = (part: MessagePart): MessagePart => {
    const key = part.image_url?.s3_key;
    if (key === undefined) return part;
    if (!isImageOf(owner, key)) throw new Failure('InvalidRequest', { message: 's3_key: is not an image of yours' });
    return withUrl(part, '');
  };
  return messages.map((message) =>
    typeof message.content === 'string' ? message : { ...message, content: message.content.map(plain) },
  );
}

/** Messages as clients read them: every image of ours with an address that shows it. */
export async function withAddresses<T extends Message>(
  messages: readonly T[],
  owner: string,
  media: Pick<Media, 'address'>,
): Promise<T[]> {
  const shown = async (part: MessagePart): Promise<MessagePart> => {
    const key = part.image_url?.s3_key;
    // Checked again: what signs an address trusts no row.
    return key !== undefined && isImageOf(owner, key) ? withUrl(part, await media.address(key)) : part;
  };
  return Promise.all(
    messages.map(async (message) =>
      typeof message.content === 'string'
        ? message
        : { ...message, content: await Promise.all(message.content.map(shown)) },
    ),
  );
}
