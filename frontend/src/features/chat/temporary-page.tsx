import { useEffect, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import './styles.ts';
import { ChatView } from './chat-view.tsx';
import { keepNowhere, keepOf } from './conversation/keep.ts';
import { forgetAll, forgetConversation, temporaryConversation } from './conversation/open-conversation.ts';
import { HistorySidebar } from './history/history-sidebar.tsx';
import { rememberedSettings } from './settings/remembered-settings.ts';

/** A conversation that is over when this page is left: neither the server nor this browser stores anything of it. */
export function TemporaryPage() {
  const { username } = usePerson();
  const navigate = useNavigate();
  // Coming here once more, from here too, begins another one.
  const visit = useLocation().key;
  const { conversation, keep } = useMemo(() => {
    const nowhere = keepNowhere();
    const settings = rememberedSettings(keepOf(username));
    return { keep: nowhere, conversation: temporaryConversation(nowhere, username, settings) };
  }, [username, visit]);
  useEffect(() => conversation.stop, [conversation]);
  const forget = (sessionId: string): void => forgetConversation(sessionId, username);
  const startNew = (): void => void navigate('/ai-assistant');
  return (
    <>
      <HistorySidebar openId={undefined} startNew={startNew} gone={forget} allGone={() => forgetAll(username)} />
      <ChatView
        key={conversation.view().sessionId}
        conversation={conversation}
        isNew={false}
        isTemporary
        keep={keep}
        began={() => undefined}
        startNew={startNew}
      />
    </>
  );
}
