import { useEffect, useRef, type MouseEvent, type RefObject } from 'react';

interface Modal {
  /** For the `<dialog>` itself. */
  readonly dialog: {
    readonly ref: RefObject<HTMLDialogElement | null>;
    onClose(): void;
    onClick(event: MouseEvent): void;
  };
  /** Closes it as Escape does: the focus goes back to where it was, then `closed` is called. */
  shut(): void;
}

/** Shows a dialog over the page as long as it is drawn; Escape and a click beside it close it. */
export function useModal(closed: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  const shut = (): void => ref.current?.close();
  const onClick = ({ target }: MouseEvent): void => {
    // What is beside the dialog belongs to its own element; what is in it does not.
    if (target === ref.current) shut();
  };
  return { dialog: { ref, onClose: closed, onClick }, shut };
}
