import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import type { ChatMessage } from './chat-message.ts';

/** Where images of one conversation are kept. */
export interface ImageStore {
  /** Keeps an image; answers the key that names it. */
  keep(image: Blob): Promise<string>;
  /** The image at an address that was signed for it, as data for a model; rejects if it cannot be had. */
  load(address: string): Promise<string>;
}

/** Images of one conversation, each kept and fetched once. */
export interface StoredImages {
  /** The message as it is stored: every image it still holds is kept beside it, and named by its key. */
  stored(message: ChatMessage): Promise<ChatMessage>;
  /** A request to a model, every image in it as data: no provider can open our addresses. */
  inRequest(body: object): Promise<object>;
}

const dataUrl = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/;

/** The original of an image that was made smaller for models, by what was made of it. */
const originals = new Map<string, Blob>();

/** The larger image is what is kept and shown later. */
export const rememberOriginal = (url: string, original: Blob): void => void originals.set(url, original);

function blobOf(url: string): Blob | undefined {
  const [, type, base64 = ''] = dataUrl.exec(url) ?? [];
  return type === undefined
    ? undefined
    : new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type });
}

/** What did not succeed is tried again by the next call. */
function onceEach<T>(run: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const running = known.get(key) ?? run(key);
    known.set(key, running);
    running.catch(() => known.delete(key));
    return running;
  };
}

const missing = { type: 'text', text: '(An image stands here that cannot be loaded any more.)' };

/** Images kept and loaded through `store`. */
export function storedImages(store: ImageStore): StoredImages {
  const keyOf = onceEach((url) => {
    const image = originals.get(url) ?? blobOf(url);
    if (!image) throw new Error('This is no image');
    return store.keep(image);
  });
  const dataOf = onceEach(store.load);
  const storedPart = async (part: MessagePart): Promise<MessagePart> => {
    const { image_url } = part;
    if (!image_url || image_url.s3_key !== undefined || !dataUrl.test(image_url.url)) return part;
    return { ...part, image_url: { url: '', s3_key: await keyOf(image_url.url) } };
  };
  const inlinePart = async (part: MessagePart): Promise<object> => {
    const url = part.image_url?.url;
    if (url === undefined || url.startsWith('data:')) return part;
    return dataOf(url).then(
      (data) => ({ ...part, image_url: { url: data } }),
      () => missing,
    );
  };
  return {
    async stored(message) {
      const { content } = message;
      return typeof content === 'string'
        ? message
        : { ...message, content: await Promise.all(content.map(storedPart)) };
    },
    async inRequest(body) {
      const { messages = [] } = body as { messages?: readonly { readonly content: unknown }[] };
      const inline = messages.map(async (message) =>
        Array.isArray(message.content)
          ? { ...message, content: await Promise.all((message.content as MessagePart[]).map(inlinePart)) }
          : message,
      );
      return { ...body, messages: await Promise.all(inline) };
    },
  };
}
