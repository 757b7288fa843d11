import Button from '@cloudscape-design/components/button';
import { useId } from 'react';
import { commandKey } from '../../ui/shortcuts.ts';
import { useModal } from '../../ui/use-modal.ts';
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
  const { dialog, shut } = useModal(close);
  const titleId = useId();
  return (
    <dialog {...dialog} className="shortcuts" aria-labelledby={titleId}>
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
      <Button onClick={shut}>Close</Button>
    </dialog>
  );
}
