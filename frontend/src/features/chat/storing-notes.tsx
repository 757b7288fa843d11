import { saveFile } from '../../ui/markdown/save-file.ts';
import { wordsOf } from './conversation/chat-message.ts';
import type { ChatMessage } from './conversation/chat-message.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { ConversationView, Elsewhere, Summarising } from './conversation/conversation-view.ts';
import type { Refused } from './conversation/unsaved-store.ts';

interface StoringNotesProps {
  readonly conversation: Conversation;
  readonly view: ConversationView;
}

/** Says what of this conversation is not stored, why, and what one can do about it. */
export function StoringNotes({ conversation, view: { saving, elsewhere, summarising } }: StoringNotesProps) {
  return (
    <div className="storing-notes">
      <SummarisingNote summarising={summarising} goOn={conversation.goOn} />
      {elsewhere && <ElsewhereNote elsewhere={elsewhere} storeAll={conversation.storeAll} />}
      {saving.refused.map((one) => (
        <RefusedNote
          key={one.message.id}
          refused={one}
          store={conversation.storeShortened}
          drop={conversation.dropRefused}
        />
      ))}
      {saving.name === 'waiting' && (
        <p className="save-notice" role="alert">
          {saving.words}{' '}
          <button type="button" className="text-button" onClick={conversation.saveAgain}>
            Store now
          </button>
        </p>
      )}
    </div>
  );
}

function SummarisingNote({ summarising, goOn }: { readonly summarising: Summarising; goOn(): void }) {
  if (summarising.name === 'no') return null;
  return (
    <p className="save-notice" role={summarising.name === 'now' ? 'status' : 'alert'}>
      {summarising.name !== 'failed'
        ? 'This conversation is long: it is being summarised for the model. Everything that was said stays here.'
        : `${summarising.words} You can go on as before.`}{' '}
      <button type="button" className="text-button" onClick={goOn}>
        {summarising.name === 'now' ? 'Do not wait' : 'All right'}
      </button>
    </p>
  );
}

function ElsewhereNote({ elsewhere, storeAll }: { readonly elsewhere: Elsewhere; storeAll(): void }) {
  if (elsewhere === 'forked')
    return (
      <p className="save-notice" role="status">
        Somebody asked in another window at the same place. Both are kept: the arrows below the message lead to the
        other.
      </p>
    );
  return (
    <p className="save-notice" role="alert">
      This was deleted in another window. What you see here is not stored any more.{' '}
      <button type="button" className="text-button" onClick={storeAll}>
        Store it again
      </button>
    </p>
  );
}

interface RefusedNoteProps {
  readonly refused: Refused;
  store(message: ChatMessage): void;
  drop(message: ChatMessage): void;
}

/** One message that the server will not store: everything after it is. */
function RefusedNote({ refused: { message, words }, store, drop }: RefusedNoteProps) {
  const what = message.type === 'human' ? 'Your question' : 'The answer';
  const beginning = wordsOf(message).trim().slice(0, 40);
  const download = (): void => saveFile('not-stored.md', wordsOf(message), 'text/markdown');
  return (
    <div className="save-notice" role="alert">
      {what} “{beginning}…” could not be stored: {words} It is kept in this browser.{' '}
      <span className="save-notice-actions">
        <button type="button" className="text-button" onClick={() => store(message)}>
          Store it shortened
        </button>
        <button type="button" className="text-button" onClick={download}>
          Download
        </button>
        <button type="button" className="text-button" onClick={() => drop(message)}>
          Do not keep it
        </button>
      </span>
    </div>
  );
}
