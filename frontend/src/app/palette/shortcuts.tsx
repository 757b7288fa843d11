import Button from '@cloudscape-design/components/button';
import { useEffect, useId, useRef } from 'react';
import { commandKey } from '../../ui/shortcuts.ts';
import './palette.css';

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [[commandKey, 'K'], 'Find or do anything'],
  [['Enter'], 'Send the question'],
  [['Shift', 'Enter'], 'Begin a new line'],
  [['Esc'], 'Stop the answer, or close what is open'],
  [['/'], 'In a question: choose a prompt or a persona'],
  [['@'], 'In a question: choose the model'],
  [['#'], 'In a question: attach a file, or name one that is attached'],
  [['?'], 'Show this list (inside of a text: ' + commandKey + ' and /)'],
];

/** What the keyboard can do. */
export function Shortcuts({ close }: { close(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="shortcuts"
      aria-labelledby={titleId}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <h2 id={titleId}>Keyboard shortcuts</h2>
      <dl>
        {shortcuts.map(([keys, does]) => (
          <div key={does} className="shortcut">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={() => dialog.current?.close()}>Close</Button>
    </dialog>
  );
}
