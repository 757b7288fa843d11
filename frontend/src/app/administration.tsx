import { NavLink } from 'react-router';
import { Sidebar } from '../ui/sidebar.tsx';
import { routes } from './routes.tsx';

/** The pages administrators choose from. */
export const administrationPages = routes.filter(({ menu }) => menu === 'administration');

/** Whether a page of administration, or one below it, is at this address. */
export const isAdministrationAt = (pathname: string): boolean =>
  administrationPages.some(({ path }) => pathname === path || pathname.startsWith(`${path}/`));

/** The sidebar of administration: its pages. */
export const AdministrationSidebar = () => (
  <Sidebar label="Administration">
    <ul className="sidebar-links">
      {administrationPages.map(({ path, title }) => (
        <li key={path}>
          <NavLink to={path}>{title}</NavLink>
        </li>
      ))}
    </ul>
  </Sidebar>
);
