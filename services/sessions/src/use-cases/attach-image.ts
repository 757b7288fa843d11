import { Failure } from '@lisa/kit/failure';
import { imageKey } from '../domain/keys.ts';
import type { Ports } from '../ports.ts';

interface Upload {
  readonly contentType: string;
  /** Bytes. */
  readonly contentLength: number;
}

type Image<U> = { [field: string]: unknown; url: string; s3_key?: string; upload?: U };

/** What a browser shows without running anything. */
const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

const dataUrl = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/;
const web = /^https:\/\//i;

/** What a data URL holds, or undefined if it is none. */
function contentOf(url: string): { contentType: string; bytes: Uint8Array } | undefined {
  const [, contentType, base64] = dataUrl.exec(url) ?? [];
  return contentType && base64 ? { contentType, bytes: Buffer.from(base64, 'base64') } : undefined;
}

/**
 * Keeps the image of a data URL and answers its address and key; an https address is answered unchanged. For an image
 * that is too large for a request it answers an address to upload it to.
 */
export async function attachImage(
  owner: string,
  sessionId: string,
  { upload, ...image }: Image<Upload | undefined>,
  { media, ids }: Ports,
): Promise<Image<{ url: string; headers: Record<string, string> }>> {
  if (web.test(image.url)) return image;
  const content = contentOf(image.url);
  const announced = content ?? upload;
  const extension = announced && extensions[announced.contentType];
  if (!extension) throw new Failure('NotAnImage');
  const s3_key = imageKey(owner, sessionId, ids.uid(), extension);
  if (content) await media.keep(s3_key, content.bytes, content.contentType);
  const kept = { ...image, url: await media.address(s3_key), s3_key };
  return content || !upload ? kept : { ...kept, upload: await uploadOf(s3_key, upload, media) };
}

const uploadOf = async (key: string, { contentType, contentLength }: Upload, media: Ports['media']) => ({
  url: await media.uploadAddress(key, contentType, contentLength),
  headers: { 'Content-Type': contentType },
});
