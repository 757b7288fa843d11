import type { DragEvent, ReactNode } from 'react';
import { useState } from 'react';

interface DropAreaProps {
  readonly children: ReactNode;
  drop(files: readonly File[]): void;
}

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files dropped anywhere on the conversation are attached to the question. */
export function DropArea({ children, drop }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="drop-area"
      onDragOver={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        drop([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <div className="drop-hint">Drop files to attach them to your question</div>}
    </div>
  );
}
