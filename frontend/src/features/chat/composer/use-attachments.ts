import { useCallback, useState } from 'react';
import { textAttachment, withBeginning } from './attachments.ts';
import type { Attachment } from './attachments.ts';
import { readAttachment } from './read-attachment.ts';

export interface Attachments {
  readonly all: readonly Attachment[];
  addFiles(files: readonly File[]): void;
  addText(name: string, text: string): void;
  remove(id: string): void;
  /** Takes as much of one that is too large as can be sent. */
  takeBeginning(id: string): void;
  clear(): void;
}

/** What is attached to the question being written. */
export function useAttachments(): Attachments {
  const [all, setAll] = useState<readonly Attachment[]>([]);
  const add = useCallback((more: readonly Attachment[]) => setAll((before) => [...before, ...more]), []);
  return {
    all,
    addFiles: (files) => {
      const reading = files.map((file) => ({ id: crypto.randomUUID(), file }));
      add(reading.map(({ id, file }) => beingRead(id, file)));
      for (const { id, file } of reading)
        void readAttachment(id, file).then((read) => setAll((all) => all.map((one) => (one.id === id ? read : one))));
    },
    addText: (name, text) => add([textAttachment(crypto.randomUUID(), name, text)]),
    remove: (id) => setAll((before) => before.filter((one) => one.id !== id)),
    takeBeginning: (id) => setAll((before) => before.map((one) => (one.id === id ? withBeginning(one) : one))),
    clear: () => setAll([]),
  };
}

const beingRead = (id: string, { name, size }: File): Attachment => ({
  id,
  name,
  size,
  attached: undefined,
  problem: '',
  isReading: true,
});
