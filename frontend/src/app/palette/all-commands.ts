import { listSessions } from '@lisa/contracts/api/sessions.routes';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { titleOf } from '../../features/chat/history/session-groups.ts';
import { useConfiguration } from '../../platform/configuration.ts';
import { env } from '../../platform/env.ts';
import { usePerson } from '../../platform/person.ts';
import { queryOf } from '../../platform/queries.ts';
import { signOut } from '../../platform/sign-in.ts';
import type { Command } from '../../ui/commands.ts';
import { chooseTheme } from '../../ui/theme.ts';
import { routes } from '../routes.tsx';

type Go = (path: string) => void;

const action = (words: string, also: string, act: () => void, keys?: string): Command => ({
  id: `do ${words}`,
  group: 'Actions',
  words,
  also,
  act,
  keys,
});

const beginnings = (go: Go): Command[] => [
  action('New chat', 'conversation begin', () => go('/ai-assistant')),
  action('Temporary chat', 'private incognito nothing stored', () => go('/temporary-chat')),
];

const openDocuments = (): void => void window.open(`${env.API_BASE_URL}/docs`, '_blank', 'noopener');

const settings = (showShortcuts: () => void): Command[] => [
  action('Keyboard shortcuts', 'keys help', showShortcuts, '?'),
  action('Light appearance', 'theme', () => chooseTheme('light')),
  action('Dark appearance', 'theme night', () => chooseTheme('dark')),
  action('Appearance as the system', 'theme light dark', () => chooseTheme('system')),
  action('API documents', 'openapi reference', openDocuments),
  action('Sign out', 'log out leave', () => void signOut()),
];

/** Chats are begun by an action, and pages of one thing are found from their lists. */
const isPlace = (path: string): boolean =>
  !['/', '/ai-assistant', '/temporary-chat'].includes(path) && !path.includes(':');

/** Everything that can be found: what the page offers, and on every page actions, conversations, and the pages this person may see. */
export function useAllCommands(offered: readonly Command[], showShortcuts: () => void): readonly Command[] {
  const navigate = useNavigate();
  const { isAdmin } = usePerson();
  const { enabledComponents } = useConfiguration();
  const sessions = useQuery(queryOf(listSessions, {})).data;
  return useMemo(() => {
    const go: Go = (path) => void navigate(path);
    const open = (id: string, group: string, words: string, path: string): Command => ({
      id,
      group,
      words,
      act: () => go(path),
    });
    const pages = routes.filter(
      ({ path, adminOnly, flag }) => isPlace(path) && (!adminOnly || isAdmin) && (!flag || enabledComponents[flag]),
    );
    return [
      ...beginnings(go),
      ...(sessions ?? []).map((session) =>
        open(session.sessionId, 'Conversations', titleOf(session), `/ai-assistant/${session.sessionId}`),
      ),
      ...offered,
      ...settings(showShortcuts),
      ...pages.map(({ path, title }) => open(path, 'Pages', title, path)),
    ];
  }, [navigate, offered, showShortcuts, isAdmin, enabledComponents, sessions]);
}
