import { useCallback, useState } from 'react';
import { textAttachment } from './attachments.ts';
import type { Attachment } from './attachments.ts';
import { readAttachment } from './read-attachment.ts';

export interface Attachments {
  readonly all: readonly Attachment[];
  addFiles(files: readonly File[]): void;
  addText(name: string, text: string): void;
  remove(id: string): void;
  clear(): void;
}

/** What is attached to the question being written. */
export function useAttachments(): Attachments {
  const [all, setAll] = useState<readonly Attachment[]>([]);
  const add = useCallback((more: readonly Attachment[]) => setAll((before) => [...before, ...more]), []);
  return {
    all,
    addFiles: (files) => void Promise.all(files.map(readAttachment)).then(add),
    addText: (name, text) => add([textAttachment(crypto.randomUUID(), name, text)]),
    remove: (id) => setAll((before) => before.filter((one) => one.id !== id)),
    clear: () => setAll([]),
  };
}
