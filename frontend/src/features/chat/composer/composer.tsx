import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject, SyntheticEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { contentOf } from '../conversation/chat-message.ts';
import type { Keep } from '../conversation/keep.ts';
import { AttachmentList } from './attachment-list.tsx';
import { problemTogether } from './attachments.ts';
import { AttachButton, PromptsButton, SendButton } from './composer-buttons.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import type { Choices } from './suggestions.ts';
import type { Attachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useSuggestions } from './use-suggestions.ts';

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
  /** Whether files may go with a question here. */
  readonly takesFiles: boolean;
  readonly choices: Omit<Choices, 'attach'>;
  /** What counts for every question, above them. */
  readonly above: ReactNode;
  /** Model and settings, beside the buttons. */
  readonly children: ReactNode;
  send(content: string | MessagePart[]): void;
  stop(): void;
}

/** More than this is a document, not a question: pasted, it becomes an attachment. */
const longestPaste = 8000;

/** Where questions are written: Enter sends, Shift+Enter breaks the line, Escape stops the answer. */
export function Composer(props: ComposerProps) {
  const { attachments, field, isAnswering, takesFiles, choices, above, children, stop } = props;
  const { draft, write, isKept, problem, isEmpty, submit, onSubmit } = useQuestion(props);
  const files = useRef<HTMLInputElement>(null);
  const attach = takesFiles ? () => files.current?.click() : undefined;
  const suggestions = useSuggestions(field, draft, { ...choices, documents: namesOf(attachments, choices), attach });
  const hintId = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (suggestions.takeKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="composer" aria-label="Ask" onSubmit={onSubmit}>
      <SuggestionList from={suggestions} />
      {above}
      <AttachmentList
        attachments={attachments.all}
        remove={attachments.remove}
        takeBeginning={attachments.takeBeginning}
      />
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        className="composer-text"
        aria-label="Your question"
        aria-describedby={hintId}
        {...suggestions.listeners}
        {...suggestions.attributes}
        placeholder="Ask anything"
        autoFocus
        value={draft}
        onChange={(event) => {
          write(event.target.value);
          suggestions.follow();
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => takesFiles && takePaste(event, attachments)}
      />
      <div className="composer-bar">
        {takesFiles && <AttachButton input={files} addFiles={attachments.addFiles} />}
        {choices.prompts && <PromptsButton begin={() => suggestions.begin('/')} />}
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

/** What is attached to this question first, then what was attached to earlier ones. */
const namesOf = ({ all }: Attachments, { documents }: Pick<Choices, 'documents'>): readonly string[] => [
  ...new Set([...all.map(({ name }) => name), ...documents]),
];

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
  const write = (text: string): void => {
    setWaiting(false);
    setKept(setDraft(text));
  };
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
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    submit();
  };
  return { draft, write, isKept, problem, isEmpty, submit, onSubmit };
}

function takePaste(event: ClipboardEvent<HTMLTextAreaElement>, { addFiles, addText }: Attachments): void {
  const files = [...event.clipboardData.files];
  const text = event.clipboardData.getData('text/plain');
  if (files.length === 0 && text.length <= longestPaste) return;
  event.preventDefault();
  if (text.length > longestPaste) addText('Pasted text.txt', text);
  else addFiles(files);
}
