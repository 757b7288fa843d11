import type { DragEvent, ReactNode } from 'react';
import { useState } from 'react';

interface DropAreaProps {
  readonly children: ReactNode;
  /** Undefined where files may not go with a question: they are not taken, and the browser does not open them either. */
  readonly drop: ((files: readonly File[]) => void) | undefined;
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
        if (drop) setOver(true);
        else event.dataTransfer.dropEffect = 'none';
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        drop?.([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <div className="drop-hint">Drop files to attach them to your question</div>}
    </div>
  );
}
