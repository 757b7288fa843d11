import { useState } from 'react';
import { useConfiguration } from '../../../platform/configuration.ts';
import { wordsFor } from '../../../platform/refusal.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import { removeAllSessions } from './session-actions.ts';

interface AllConversationsProps {
  readonly count: number;
  gone(): void;
}

/** What can be done with all conversations at once: delete them, where administrators let people do that. */
export function AllConversations({ count, gone }: AllConversationsProps) {
  const [isAsking, setAsking] = useState(false);
  const notify = useNotify();
  const { deleteSessionHistory } = useConfiguration().enabledComponents;
  if (!deleteSessionHistory || count === 0) return null;
  const remove = (): void => {
    setAsking(false);
    removeAllSessions().then(gone, (error: unknown) => notify({ type: 'error', text: wordsFor(error) }));
  };
  return (
    <>
      <Menu
        label="Actions for all conversations"
        items={[{ words: 'Delete all', icon: 'remove', isDangerous: true, act: () => setAsking(true) }]}
      />
      {isAsking && (
        <ConfirmDialog
          title="Delete all of your conversations?"
          action="Delete all"
          cancel={() => setAsking(false)}
          confirm={remove}
        >
          {new Intl.NumberFormat().format(count)} {count === 1 ? 'conversation' : 'conversations'} and everything in
          them will be gone for good.
        </ConfirmDialog>
      )}
    </>
  );
}
