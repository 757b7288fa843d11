import type { SessionSummary } from '@lisa/contracts/vocabulary/session';

export interface SessionGroup {
  readonly title: string;
  readonly sessions: readonly SessionSummary[];
}

const day = 24 * 60 * 60 * 1000;

/** What a conversation is called: its name, or how it begins. */
export const titleOf = ({ name, firstHumanMessage }: Pick<SessionSummary, 'name' | 'firstHumanMessage'>): string =>
  name?.trim() || firstHumanMessage.trim().split('\n')[0]?.slice(0, 120) || 'New conversation';

/** Conversations by the day they last changed, in this browser's time, newest first. Empty groups are left out. */
export function groupedByDay(sessions: readonly SessionSummary[], now: Date): SessionGroup[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const limits = [
    { title: 'Today', from: today },
    { title: 'Yesterday', from: today - day },
    { title: 'Last 7 days', from: today - 6 * day },
    { title: 'Last 30 days', from: today - 29 * day },
    { title: 'Last 3 months', from: today - 89 * day },
    { title: 'Older', from: -Infinity },
  ];
  const byTitle = new Map<string, SessionSummary[]>();
  for (const session of [...sessions].sort((a, b) => (a.lastUpdated < b.lastUpdated ? 1 : -1))) {
    const changed = Date.parse(session.lastUpdated);
    const title = limits.find(({ from }) => changed >= from)?.title ?? 'Older';
    byTitle.set(title, [...(byTitle.get(title) ?? []), session]);
  }
  return limits.flatMap(({ title }) => {
    const found = byTitle.get(title);
    return found ? [{ title, sessions: found }] : [];
  });
}

/** Conversations whose title or beginning contains every word. */
export function matching(sessions: readonly SessionSummary[], search: string): readonly SessionSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sessions;
  return sessions.filter(({ name, firstHumanMessage }) => {
    const text = `${name ?? ''} ${firstHumanMessage}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
