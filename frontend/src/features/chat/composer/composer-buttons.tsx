import Icon from '@cloudscape-design/components/icon';
import type { RefObject } from 'react';

interface AttachButtonProps {
  /** The browser's own way to choose files; whoever holds it can open it. */
  readonly input: RefObject<HTMLInputElement | null>;
  addFiles(files: readonly File[]): void;
}

export function AttachButton({ input, addFiles }: AttachButtonProps) {
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label="Attach files"
        title="Attach files, or drop them here"
        onClick={() => input.current?.click()}
      >
        <Icon name="add-plus" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          addFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** Begins what a slash begins, for those who do not know of it or have no keyboard. */
export const PromptsButton = ({ begin }: { begin(): void }) => (
  <button
    type="button"
    className="quiet-button"
    aria-label="Choose a prompt"
    title="Prompts and personas ( / )"
    // The question keeps its caret.
    onPointerDown={(event) => event.preventDefault()}
    onClick={begin}
  >
    <Icon name="suggestions" />
  </button>
);

interface SendButtonProps {
  readonly isAnswering: boolean;
  readonly isDisabled: boolean;
  stop(): void;
}

/** One place for both, so that Stop is under the finger that sent. */
export function SendButton({ isAnswering, isDisabled, stop }: SendButtonProps) {
  if (isAnswering) {
    return (
      <button type="button" className="send-button" aria-label="Stop" title="Stop (Esc)" onClick={stop}>
        <span className="stop-sign" />
      </button>
    );
  }
  return (
    <button type="submit" className="send-button" aria-label="Send" title="Send (Enter)" disabled={isDisabled}>
      <Icon name="arrow-up" variant="inverted" />
    </button>
  );
}
