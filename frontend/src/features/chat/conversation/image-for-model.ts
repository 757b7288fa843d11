/** Models look at images of about this many pixels a side and scale larger ones down themselves. */
const sides = [1568, 1120, 800, 560];
/** Characters of a data URL: a request takes 10 MB, and has several images and a history. */
const largestUrl = 1024 * 1024;

/** Whether models take a file of this type as it is. */
export const isCommonImage = (type: string): boolean => /^image\/(png|jpeg|gif|webp)$/.test(type);

/** An image as a data URL that is small enough for a request; rejects if it cannot be read or made small enough. */
export async function imageForModel(image: Blob): Promise<string> {
  if (image.size < largestUrl * 0.2 && isCommonImage(image.type)) return dataUrlOf(image);
  const bitmap = await createImageBitmap(image);
  for (const side of sides) {
    const url = await dataUrlOf(await scaled(bitmap, side));
    if (url.length <= largestUrl) return url;
  }
  throw new Error('This image cannot be made small enough');
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
