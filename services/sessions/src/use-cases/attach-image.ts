import { Failure } from '@lisa/kit/failure';
import { imageKey } from '../domain/keys.ts';
import type { Ports } from '../ports.ts';

type Image = { [field: string]: unknown; url: string; s3_key?: string | undefined };

/** What a browser shows without running anything. */
const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

const dataUrl = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/;
const web = /^https:\/\//i;

/** Keeps the image of a data URL and answers its address and key; an https address is answered unchanged. */
export async function attachImage(owner: string, sessionId: string, image: Image, ports: Ports): Promise<Image> {
  if (web.test(image.url)) return image;
  const [, contentType = '', base64 = ''] = dataUrl.exec(image.url) ?? [];
  const extension = extensions[contentType];
  if (!extension) throw new Failure('NotAnImage');
  const key = imageKey(owner, sessionId, ports.ids.uid(), extension);
  await ports.media.keep(key, Buffer.from(base64, 'base64'), contentType);
  return { ...image, url: await ports.media.address(key), s3_key: key };
}
