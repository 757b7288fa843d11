import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { NavLink, useNavigate } from 'react-router';
import { env, productName } from '../platform/env.ts';
import { usePerson } from '../platform/person.ts';
import { signOut } from '../platform/sign-in.ts';
import { chooseTheme, useTheme, type Theme } from '../ui/theme.ts';
import { routes, type PageRoute } from './routes.tsx';

interface TopBarProps {
  /** What is in the sidebar; undefined where there is none. */
  readonly sidebar: string | undefined;
  readonly isSidebarOpen: boolean;
  toggleSidebar(): void;
}

/** Small and quiet: where one is, what else there is, and oneself. */
export function TopBar({ sidebar, isSidebarOpen, toggleSidebar }: TopBarProps) {
  const { isAdmin } = usePerson();
  const administration = routes.filter(({ menu }) => menu === 'administration');
  return (
    <header className="top-bar">
      {sidebar && (
        <div className="top-bar-toggle">
          <Button
            variant="icon"
            iconName={isSidebarOpen ? 'close' : 'menu'}
            ariaLabel={isSidebarOpen ? `Close ${sidebar.toLowerCase()}` : `Open ${sidebar.toLowerCase()}`}
            ariaExpanded={isSidebarOpen}
            ariaControls="sidebar"
            onClick={toggleSidebar}
          />
        </div>
      )}
      <NavLink className="top-bar-name" to="/">
        {productName}
      </NavLink>
      <nav className="top-bar-links" aria-label="Pages">
        <NavLink to="/ai-assistant">Chat</NavLink>
      </nav>
      <div className="top-bar-end">
        {isAdmin && <PagesMenu words="Administration" pages={administration} />}
        <PersonMenu />
      </div>
    </header>
  );
}

function PagesMenu({ words, pages }: { readonly words: string; readonly pages: readonly PageRoute[] }) {
  const navigate = useNavigate();
  return (
    <ButtonDropdown
      variant="normal"
      items={pages.map(({ path, title }) => ({ id: path, text: title, href: `#${path}` }))}
      onItemFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.id);
      }}
    >
      {words}
    </ButtonDropdown>
  );
}

const themes: readonly { readonly id: Theme; readonly text: string }[] = [
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
  { id: 'system', text: 'As the system' },
];

function PersonMenu() {
  const { displayName } = usePerson();
  const theme = useTheme();
  const items: ButtonDropdownProps.Items = [
    {
      id: 'appearance',
      text: 'Appearance',
      items: themes.map(({ id, text }) => ({ id, text, itemType: 'checkbox', checked: theme === id })),
    },
    { id: 'documents', text: 'API documents', href: `${env.API_BASE_URL}/docs`, external: true },
    { id: 'sign-out', text: 'Sign out' },
  ];
  return (
    <ButtonDropdown
      variant="icon"
      ariaLabel={`Account of ${displayName}`}
      items={items}
      mainAction={undefined as never}
      onItemClick={({ detail: { id } }) => {
        if (id === 'sign-out') void signOut();
        else if (id === 'light' || id === 'dark' || id === 'system') chooseTheme(id);
      }}
    >
      {displayName}
    </ButtonDropdown>
  );
}
