import type { KeyboardEvent } from 'react';
import { memo, useState } from 'react';
import { CopyButton } from '../../../ui/markdown/copy-button.tsx';
import { SmallIcon } from '../../../ui/small-icon.tsx';
import { attachedTo, wordsOf } from '../conversation/chat-message.ts';
import type { Attached } from '../conversation/chat-message.ts';
import type { Turn } from '../conversation/thread.ts';
import { likelyHeight } from './likely-height.ts';
import { Picture } from './picture.tsx';
import { Versions } from './versions.tsx';

interface QuestionProps {
  readonly turn: Turn;
  readonly canAsk: boolean;
  /** Asks the same with other words; the first version stays. */
  edit(turn: Turn, words: string): void;
  show(turn: Turn, versionId: string): void;
}

/** What the person asked. */
export const Question = memo(function Question({ turn, canAsk, edit, show }: QuestionProps) {
  const [isEditing, setEditing] = useState(false);
  const words = wordsOf(turn.message);
  return (
    <article
      className="question"
      aria-label="You asked"
      // Its bubble has a frame, and is narrower than an answer.
      style={{ containIntrinsicHeight: `auto ${likelyHeight(words, innerWidth * 0.8) + 18}px` }}
    >
      <h2 className="for-screen-readers">You asked</h2>
      <AttachedList attached={attachedTo(turn.message)} />
      {isEditing ? (
        <EditQuestion
          words={words}
          cancel={() => setEditing(false)}
          send={(next) => {
            setEditing(false);
            edit(turn, next);
          }}
        />
      ) : (
        words !== '' && <div className="question-words">{words}</div>
      )}
      {!isEditing && (
        <div className="turn-actions">
          <Versions turn={turn} show={show} />
          <CopyButton label="Copy question" text={() => words} />
          <button
            type="button"
            className="quiet-button"
            aria-label="Edit question"
            title="Edit and ask again"
            disabled={!canAsk}
            onClick={() => setEditing(true)}
          >
            <SmallIcon name="edit" />
          </button>
        </div>
      )}
    </article>
  );
});

const AttachedList = ({ attached }: { readonly attached: readonly Attached[] }) =>
  attached.length > 0 && (
    <ul className="attached" aria-label="Attached">
      {attached.map((one, index) => (
        <li key={index}>
          {one.kind === 'image' ? (
            <Picture image={one} />
          ) : (
            <details>
              <summary>
                <SmallIcon name="file" /> {one.name}
              </summary>
              <pre tabIndex={0}>{one.text}</pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  );

interface EditQuestionProps {
  readonly words: string;
  cancel(): void;
  send(words: string): void;
}

function EditQuestion({ words, cancel, send }: EditQuestionProps) {
  const [text, setText] = useState(words);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') cancel();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || text.trim() === '') return;
    event.preventDefault();
    send(text.trim());
  };
  return (
    <div className="edit-question">
      <textarea
        className="chat-field"
        aria-label="Edit your question"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="edit-question-bar">
        <button type="button" className="text-button" onClick={cancel}>
          Cancel
        </button>
        <button
          type="button"
          className="text-button is-primary"
          disabled={text.trim() === ''}
          onClick={() => send(text.trim())}
        >
          Ask again
        </button>
      </div>
    </div>
  );
}
