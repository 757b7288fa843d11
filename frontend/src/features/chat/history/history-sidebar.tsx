import Icon from '@cloudscape-design/components/icon';
import { listSessions } from '@lisa/contracts/api/sessions.routes';
import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { queryOf } from '../../../platform/queries.ts';
import { wordsFor } from '../../../platform/refusal.ts';
import { Sidebar } from '../../../ui/sidebar.tsx';
import { AllConversations } from './all-conversations.tsx';
import { HistoryItem } from './history-item.tsx';
import { groupedByDay, matching } from './session-groups.ts';

interface HistorySidebarProps {
  /** The conversation that is open. */
  readonly openId: string | undefined;
  startNew(): void;
  /** It was deleted. */
  gone(sessionId: string): void;
  /** All of them were. */
  allGone(): void;
}

/** Everything one talked about: search, days, and what can be done with each. */
export function HistorySidebar({ openId, startNew, gone, allGone }: HistorySidebarProps) {
  const { data, error, refetch } = useQuery(queryOf(listSessions, {}));
  const [search, setSearch] = useState('');
  return (
    <Sidebar label="Conversations">
      <div className="history">
        <div className="history-top">
          <div className="history-begin">
            <button type="button" className="new-chat" onClick={startNew}>
              <Icon name="edit" size="small" /> New chat
            </button>
            <TemporaryLink />
            <AllConversations count={data?.length ?? 0} gone={allGone} />
          </div>
          <input
            type="search"
            className="chat-field"
            placeholder="Search conversations"
            aria-label="Search conversations"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        {error && !data && (
          <div className="history-note" role="alert">
            <p>{wordsFor(error)}</p>
            <button type="button" className="text-button" onClick={() => void refetch()}>
              Try again
            </button>
          </div>
        )}
        {!data && !error && <HistorySkeleton />}
        {data && <HistoryList sessions={data} search={search} openId={openId} gone={gone} />}
      </div>
    </Sidebar>
  );
}

const TemporaryLink = () => (
  <Link
    to="/temporary-chat"
    className="temporary-link"
    aria-label="Temporary chat"
    aria-current={useLocation().pathname === '/temporary-chat' ? 'page' : undefined}
    title="Temporary chat: nothing of it is stored"
  >
    <Icon name="lock-private" size="small" />
  </Link>
);

interface HistoryListProps extends Pick<HistorySidebarProps, 'openId' | 'gone'> {
  readonly sessions: readonly SessionSummary[];
  readonly search: string;
}

function HistoryList({ sessions, search, openId, gone }: HistoryListProps) {
  const groups = useMemo(() => groupedByDay(matching(sessions, search), new Date()), [sessions, search]);
  if (sessions.length === 0) return <p className="history-note">Your conversations will be listed here.</p>;
  if (groups.length === 0) return <p className="history-note">No conversation contains “{search}”.</p>;
  return groups.map(({ title, sessions: found }) => (
    <section key={title} className="history-group" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {found.map((session) => (
          <HistoryItem key={session.sessionId} session={session} isOpen={session.sessionId === openId} gone={gone} />
        ))}
      </ul>
    </section>
  ));
}

const HistorySkeleton = () => (
  <div className="history-skeleton" role="status" aria-label="Loading conversations">
    {[70, 90, 55, 80].map((width) => (
      <i key={width} style={{ inlineSize: `${width}%` }} />
    ))}
  </div>
);
