import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { useSidebar } from '../../ui/sidebar.tsx';
import '../../ui/markdown/quiet-button.css';
import './parts/parts.css';
import './thread/thread.css';
import './composer/composer.css';
import './models/models.css';
import './history/history.css';
import './settings/settings.css';
import './chat.css';
import { ChatView } from './chat-view.tsx';
import type { Conversation } from './conversation/conversation.ts';
import { keepOf } from './conversation/keep.ts';
import { conversationOf, forgetConversation, storeLeftOvers } from './conversation/open-conversation.ts';
import { HistorySidebar } from './history/history-sidebar.tsx';
import { rememberedSettings } from './settings/remembered-settings.ts';

/** The conversation at this address, or a new one, and all the others beside it. */
export function ChatPage() {
  const { sessionId } = useParams();
  const { username } = usePerson();
  const { setOpen } = useSidebar();
  const navigate = useNavigate();
  const [newId, setNewId] = useState(() => crypto.randomUUID());
  const keep = useMemo(() => keepOf(username), [username]);
  const id = sessionId ?? newId;
  const conversation = useMemo(() => conversationOf(id, username, rememberedSettings(keep)), [id, username, keep]);
  useEffect(() => storeLeftOvers(username), [username]);
  useStored(conversation, sessionId !== undefined);
  // A conversation that has an address is no longer the new one.
  if (sessionId === newId) setNewId(crypto.randomUUID());
  const startNew = (): void => {
    setNewId(crypto.randomUUID());
    setOpen(false);
    void navigate('/ai-assistant');
  };
  const gone = (deletedId: string): void => {
    forgetConversation(deletedId, username);
    if (deletedId === sessionId) startNew();
  };
  return (
    <>
      <HistorySidebar openId={sessionId} startNew={startNew} gone={gone} />
      <ChatView
        key={id}
        conversation={conversation}
        isNew={sessionId === undefined}
        keep={keep}
        began={() => void navigate(`/ai-assistant/${id}`, { replace: true })}
        startNew={startNew}
      />
    </>
  );
}

/** Reads a stored conversation, and again when one comes back to this tab: others may have gone on with it. */
function useStored(conversation: Conversation, isStored: boolean): void {
  useEffect(() => {
    if (!isStored) return undefined;
    const read = (): void => void conversation.open();
    if (conversation.view().loading.name !== 'ready') read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [conversation, isStored]);
}
