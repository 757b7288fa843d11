import Button from '@cloudscape-design/components/button';
import { useEffect, useRef } from 'react';
import { signIn } from '../platform/sign-in.ts';

/** Lies over the page when the session could not be renewed: what was written below it stays visible and stored. */
export function SessionEnded() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="session-ended"
      aria-labelledby="session-ended"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="session-ended">Your session has ended</h2>
      <p>Sign in again to go on where you were. What you wrote and were answered is kept.</p>
      <Button variant="primary" onClick={() => void signIn()}>
        Sign in again
      </Button>
    </dialog>
  );
}
