import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button that does it says. */
  readonly action: string;
  readonly children: ReactNode;
  cancel(): void;
  confirm(): void;
}

/** Asks before something is gone for good. */
export function ConfirmDialog({ title, action, children, cancel, confirm }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="chat-dialog" aria-labelledby={titleId} onClose={cancel}>
      <h2 id={titleId}>{title}</h2>
      <p>{children}</p>
      <div className="chat-dialog-bar">
        <button type="button" className="text-button" onClick={cancel}>
          Cancel
        </button>
        <button type="button" className="text-button is-dangerous" onClick={confirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}
