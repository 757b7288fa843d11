import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { useSidebar } from '../../ui/sidebar.tsx';
import './styles.ts';
import { ChatView } from './chat-view.tsx';
import type { Conversation } from './conversation/conversation.ts';
import { keepOf } from './conversation/keep.ts';
import { conversationOf, forgetAll, forgetConversation, storeLeftOvers } from './conversation/open-conversation.ts';
import { HistorySidebar } from './history/history-sidebar.tsx';
import { printConversation } from './history/print-conversation.ts';
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
  usePrinting(conversation);
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
  const allGone = (): void => {
    forgetAll(username);
    startNew();
  };
  return (
    <>
      <HistorySidebar openId={sessionId} startNew={startNew} gone={gone} allGone={allGone} />
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

/** Prints the conversation if it was opened for that. */
function usePrinting(conversation: Conversation): void {
  const navigate = useNavigate();
  const { pathname, state } = useLocation() as { pathname: string; state: { readonly print?: boolean } | null };
  const isWanted = state?.print === true;
  useEffect(() => {
    if (!isWanted) return;
    void navigate(pathname, { replace: true });
    void printConversation(conversation);
  }, [isWanted, navigate, pathname, conversation]);
}
