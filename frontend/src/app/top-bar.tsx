import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { NavLink, useLocation } from 'react-router';
import { useConfiguration } from '../platform/configuration.ts';
import { env, productName } from '../platform/env.ts';
import { usePerson } from '../platform/person.ts';
import { signOut } from '../platform/sign-in.ts';
import { useCommands } from '../ui/commands.ts';
import { commandKey } from '../ui/shortcuts.ts';
import { chooseTheme, useTheme, type Theme } from '../ui/theme.ts';
import { administrationPages, isAdministrationAt } from './administration.tsx';
import { routes } from './routes.tsx';

interface TopBarProps {
  /** What is in the sidebar; undefined where there is none. */
  readonly sidebar: string | undefined;
  readonly isSidebarOpen: boolean;
  toggleSidebar(): void;
}

/** Small and quiet: where one is, what else there is, and oneself. */
export function TopBar({ sidebar, isSidebarOpen, toggleSidebar }: TopBarProps) {
  const { isAdmin } = usePerson();
  const { enabledComponents } = useConfiguration();
  const libraries = routes.filter(({ menu, flag }) => menu === 'libraries' && (!flag || enabledComponents[flag]));
  const [first] = administrationPages;
  const isAdministration = isAdministrationAt(useLocation().pathname);
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
        {libraries.map(({ path, title }) => (
          <NavLink key={path} to={path}>
            {title}
          </NavLink>
        ))}
        {isAdmin && first && (
          <NavLink to={first.path} className={isAdministration ? 'active' : ''}>
            Administration
          </NavLink>
        )}
      </nav>
      <div className="top-bar-end">
        <PaletteButton />
        <PersonMenu />
      </div>
    </header>
  );
}

function PaletteButton() {
  const { isOpen, setOpen } = useCommands();
  return (
    <span title={`Find or do anything (${commandKey} K)`}>
      <Button
        variant="icon"
        iconName="search"
        ariaLabel="Find or do anything"
        ariaExpanded={isOpen}
        onClick={() => setOpen(true)}
      />
    </span>
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
    <>
      <span className="top-bar-person">{displayName}</span>
      <ButtonDropdown
        variant="icon"
        ariaLabel={`Account of ${displayName}`}
        items={items}
        onItemClick={({ detail: { id } }) => {
          if (id === 'sign-out') void signOut();
          else if (id === 'light' || id === 'dark' || id === 'system') chooseTheme(id);
        }}
      />
    </>
  );
}
