import Icon from '@cloudscape-design/components/icon';
import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { contentOf } from '../conversation/chat-message.ts';
import type { Keep } from '../conversation/keep.ts';
import { AttachmentList } from './attachment-list.tsx';
import { problemTogether } from './attachments.ts';
import type { Attachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';

interface ComposerProps {
  readonly keep: Keep;
  /** Whose draft this is. */
  readonly conversation: string;
  readonly attachments: Attachments;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isAnswering: boolean;
  /** Why nothing can be sent now; empty if it can. */
  readonly blocked: string;
  /** It will pass by itself: what is sent meanwhile goes as soon as it can. */
  readonly isPreparing: boolean;
  readonly readsImages: boolean;
  /** Model and settings, beside the buttons. */
  readonly children: ReactNode;
  send(content: string | MessagePart[]): void;
  stop(): void;
}

/** More than this is a document, not a question: pasted, it becomes an attachment. */
const longestPaste = 8000;

/** Where questions are written: Enter sends, Shift+Enter breaks the line, Escape stops the answer. */
export function Composer(props: ComposerProps) {
  const { attachments, field, isAnswering, children, stop } = props;
  const { draft, write, isKept, problem, isEmpty, submit } = useQuestion(props);
  const hintId = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="composer"
      aria-label="Ask"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AttachmentList attachments={attachments.all} remove={attachments.remove} />
      <textarea
        ref={field}
        rows={1}
        className="composer-text"
        aria-label="Your question"
        aria-describedby={hintId}
        placeholder="Ask anything"
        autoFocus
        value={draft}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => takePaste(event, attachments)}
      />
      <div className="composer-bar">
        <AttachButton addFiles={attachments.addFiles} />
        {children}
        <SendButton isAnswering={isAnswering} isDisabled={isEmpty || problem !== ''} stop={stop} />
      </div>
      <p id={hintId} className="composer-hint" role="status">
        {!isEmpty && problem}
        {!isKept && ' Your browser’s storage is full, so this text would not survive a reload.'}
      </p>
    </form>
  );
}

/** The question being written, and what stands in its way. */
function useQuestion({
  keep,
  conversation,
  attachments,
  isAnswering,
  blocked,
  isPreparing,
  readsImages,
  send,
}: ComposerProps) {
  const [draft, setDraft] = useDraft(keep, conversation);
  const [isKept, setKept] = useState(true);
  const [isWaiting, setWaiting] = useState(false);
  const problem = blocked || problemTogether(attachments.all, draft, readsImages);
  const isEmpty = draft.trim() === '' && attachments.all.length === 0;
  const write = (text: string): void => setKept(setDraft(text));
  const submit = (): void => {
    setWaiting(isPreparing);
    if (isAnswering || isEmpty || problem !== '') return;
    const attached = attachments.all.flatMap((one) => one.attached ?? []);
    write('');
    attachments.clear();
    send(contentOf(draft.trim(), attached));
  };
  useEffect(() => {
    if (isWaiting && !isPreparing) submit();
  });
  return { draft, write, isKept, problem, isEmpty, submit };
}

function takePaste(event: ClipboardEvent<HTMLTextAreaElement>, { addFiles, addText }: Attachments): void {
  const files = [...event.clipboardData.files];
  const text = event.clipboardData.getData('text/plain');
  if (files.length === 0 && text.length <= longestPaste) return;
  event.preventDefault();
  if (text.length > longestPaste) addText('Pasted text.txt', text);
  else addFiles(files);
}

function AttachButton({ addFiles }: { addFiles(files: readonly File[]): void }) {
  const input = useRef<HTMLInputElement>(null);
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

/** One place for both, so that Stop is under the finger that sent. */
function SendButton({ isAnswering, isDisabled, stop }: { isAnswering: boolean; isDisabled: boolean; stop(): void }) {
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
