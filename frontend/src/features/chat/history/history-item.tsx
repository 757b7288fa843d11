import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import type { KeyboardEvent } from 'react';
import { memo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useConfiguration } from '../../../platform/configuration.ts';
import { wordsFor } from '../../../platform/refusal.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { useSidebar } from '../../../ui/sidebar.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import type { MenuItem } from '../parts/menu.tsx';
import { exportSession, removeSession, renameSession } from './session-actions.ts';
import { titleOf } from './session-groups.ts';

interface HistoryItemProps {
  readonly session: SessionSummary;
  readonly isOpen: boolean;
  gone(sessionId: string): void;
}

/** One conversation in the list. */
export const HistoryItem = memo(function HistoryItem({ session, isOpen, gone }: HistoryItemProps) {
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'deleting'>('nothing');
  const notify = useNotify();
  const { setOpen } = useSidebar();
  const navigate = useNavigate();
  const { deleteSessionHistory: mayDelete } = useConfiguration().enabledComponents;
  const { sessionId } = session;
  const address = `/ai-assistant/${sessionId}`;
  const title = titleOf(session);
  const attempt = (act: () => Promise<void>): void =>
    void act().catch((error: unknown) => notify({ type: 'error', text: wordsFor(error) }));
  const done = (): void => setDoing('nothing');
  const items = itemsFor(mayDelete, {
    rename: () => setDoing('renaming'),
    save: (format) => attempt(() => exportSession(session, format)),
    print: () => void navigate(address, { state: { print: true } }),
    remove: () => setDoing('deleting'),
  });
  if (doing === 'renaming') {
    return (
      <li className="history-item">
        <Rename
          name={title}
          cancel={done}
          save={(name) => (done(), name !== title && attempt(() => renameSession(sessionId, name)))}
        />
      </li>
    );
  }
  return (
    <li className={isOpen ? 'history-item is-open' : 'history-item'}>
      <Link to={address} aria-current={isOpen ? 'page' : undefined} title={title} onClick={() => setOpen(false)}>
        {title}
      </Link>
      <Menu label={`Actions for ${title}`} items={items} />
      {doing === 'deleting' && (
        <ConfirmDialog
          title="Delete this conversation?"
          action="Delete"
          cancel={done}
          confirm={() => (done(), attempt(() => removeSession(sessionId).then(() => gone(sessionId))))}
        >
          “{title}” and everything in it will be gone for good.
        </ConfirmDialog>
      )}
    </li>
  );
});

interface Acts {
  rename(): void;
  save(format: 'json' | 'md'): void;
  print(): void;
  remove(): void;
}

const itemsFor = (mayDelete: boolean, { rename, save, print, remove }: Acts): MenuItem[] => [
  { words: 'Rename', icon: 'edit', act: rename },
  { words: 'Export as Markdown', icon: 'download', act: () => save('md') },
  { words: 'Export as JSON', icon: 'download', act: () => save('json') },
  { words: 'Print, or save as PDF', icon: 'file', act: print },
  ...(mayDelete ? [{ words: 'Delete', icon: 'remove', isDangerous: true, act: remove } as const] : []),
];

interface RenameProps {
  readonly name: string;
  cancel(): void;
  save(name: string): void;
}

function Rename({ name, cancel, save }: RenameProps) {
  const [text, setText] = useState(name);
  const isOver = useRef(false);
  const finish = (act: () => void): void => {
    if (!isOver.current) act();
    isOver.current = true;
  };
  const accept = (): void => finish(() => (text.trim() === '' ? cancel() : save(text.trim())));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') accept();
    if (event.key === 'Escape') finish(cancel);
  };
  return (
    <input
      className="chat-field"
      aria-label="Name of the conversation"
      autoFocus
      maxLength={256}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={accept}
      onKeyDown={onKeyDown}
    />
  );
}
