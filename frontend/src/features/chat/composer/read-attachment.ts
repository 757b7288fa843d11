import { imageForModel, isCommonImage } from '../conversation/image-for-model.ts';
import { rememberOriginal } from '../conversation/stored-images.ts';
import { largestFile, sizeInWords, textAttachment } from './attachments.ts';
import type { Attachment } from './attachments.ts';
import { UnreadableFile } from './unreadable-file.ts';

const isPicture = ({ type }: File): boolean => type.startsWith('image/') && type !== 'image/svg+xml';
const isPdf = ({ type, name }: File): boolean => type === 'application/pdf' || /\.pdf$/i.test(name);

/** Reads a file that was picked, dropped or pasted. Never rejects: what cannot be used comes with the reason. */
export async function readAttachment(id: string, file: File): Promise<Attachment> {
  const { name, size } = file;
  const refused = (problem: string): Attachment => ({ id, name, size, attached: undefined, problem });
  if (size > largestFile)
    return refused(`${sizeInWords(size)} is more than a file may have (${sizeInWords(largestFile)}).`);
  try {
    if (isPicture(file)) return await imageAttachment(id, file);
    if (isPdf(file)) return await pdfAttachment(id, file);
    return textAttachment(id, name, await file.text());
  } catch (error) {
    return refused(wordsOf(error));
  }
}

async function imageAttachment(id: string, file: File): Promise<Attachment> {
  const { name, size } = file;
  const url = await imageForModel(file);
  if (isCommonImage(file.type)) rememberOriginal(url, file);
  return { id, name, size, attached: { kind: 'image', name, url }, problem: '' };
}

/** What reads PDFs is large, so it is loaded with the first one. */
async function pdfAttachment(id: string, file: File): Promise<Attachment> {
  const { textOfPdf } = await import('./read-pdf.ts');
  return textAttachment(id, file.name, await textOfPdf(await file.arrayBuffer()));
}

const wordsOf = (error: unknown): string =>
  error instanceof UnreadableFile
    ? error.message
    : 'This file cannot be read. Check that it still exists and is not damaged.';
