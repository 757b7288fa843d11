import { largestFile, sizeInWords, sizeOf, textAttachment } from './attachments.ts';
import type { Attachment } from './attachments.ts';

/** Room for an image beside others and the words; larger ones are made smaller until they fit. */
const largestImage = 240 * 1024;
/** Models look at images of about this many pixels a side and scale larger ones down themselves. */
const sides = [1568, 1120, 800, 560];

/** Reads a file that was picked, dropped or pasted. Never rejects: what cannot be used comes with the reason. */
export async function readAttachment(file: File): Promise<Attachment> {
  const id = crypto.randomUUID();
  const refused = (problem: string): Attachment => ({
    id,
    name: file.name,
    size: file.size,
    attached: undefined,
    problem,
  });
  if (file.size > largestFile) {
    return refused(`${sizeInWords(file.size)} is more than a file may have (${sizeInWords(largestFile)}).`);
  }
  try {
    if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') {
      return textAttachment(id, file.name, await file.text());
    }
    const url = await smallEnough(file);
    if (url === undefined) return refused('This image cannot be made small enough to send.');
    const attached = { kind: 'image', name: file.name, url } as const;
    return { id, name: file.name, size: sizeOf(attached), attached, problem: '' };
  } catch {
    return refused('This file cannot be read. Check that it still exists and is not damaged.');
  }
}

async function smallEnough(file: File): Promise<string | undefined> {
  if (file.size < largestImage * 0.7 && /^image\/(png|jpeg|gif|webp)$/.test(file.type)) return dataUrlOf(file);
  const bitmap = await createImageBitmap(file);
  for (const side of sides) {
    const url = await dataUrlOf(await scaled(bitmap, side));
    if (url.length <= largestImage) return url;
  }
  return undefined;
}

function scaled(bitmap: ImageBitmap, side: number): Promise<Blob> {
  const factor = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * factor)),
    Math.max(1, Math.round(bitmap.height * factor)),
  );
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
}

const dataUrlOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error('unreadable', { cause: reader.error }));
    reader.readAsDataURL(blob);
  });
