import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { matchPath, Navigate, Route, Routes, useLocation } from 'react-router';
import { productName } from '../platform/env.ts';
import { usePerson } from '../platform/person.ts';
import { Loading } from '../ui/loading.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { Notices } from '../ui/notices.tsx';
import { SidebarContext } from '../ui/sidebar.tsx';
import { AdministrationSidebar, isAdministrationAt } from './administration.tsx';
import { Announcement } from './announcement.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { PaletteHost } from './palette/palette-host.tsx';
import { routes } from './routes.tsx';
import { SystemBanner } from './system-banner.tsx';
import { TopBar } from './top-bar.tsx';

const titleAt = (pathname: string): string => routes.find(({ path }) => matchPath(path, pathname))?.title ?? '';

/** Bar, sidebar and page. */
export function Shell() {
  const person = usePerson();
  const { pathname } = useLocation();
  const title = titleAt(pathname);
  useEffect(() => void (document.title = title ? `${title} · ${productName}` : productName), [title]);
  if (!person.isAdmitted)
    return (
      <MessagePage heading="Access denied">
        You are signed in as {person.displayName}, but your account is not allowed to use {productName}. Ask an
        administrator to add you.
      </MessagePage>
    );
  return (
    <Notices>
      <PaletteHost>
        <Frame pathname={pathname} />
      </PaletteHost>
    </Notices>
  );
}

/** The page that fills the sidebar is loaded after the shell, which keeps its place until then. */
function sidebarAt(pathname: string): string | undefined {
  // Where one lands is the chat, as a rule.
  if (pathname === '/' || pathname.startsWith('/ai-assistant')) return 'Conversations';
  return isAdministrationAt(pathname) ? 'Administration' : undefined;
}

function Frame({ pathname }: { readonly pathname: string }) {
  const { isAdmin } = usePerson();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [filled, setLabel] = useState<string>();
  const label = filled ?? sidebarAt(pathname);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  useEffect(close, [pathname, close]);
  const slot = useMemo(() => ({ element, isOpen, setOpen, setLabel }), [element, isOpen]);
  return (
    <SidebarContext value={slot}>
      <a className="skip-link" href="#main" onClick={(event) => skip(event.nativeEvent)}>
        Skip to the page
      </a>
      <SystemBanner at="top" />
      <TopBar sidebar={label} isSidebarOpen={isOpen} toggleSidebar={() => setOpen(!isOpen)} />
      <Announcement />
      <div className={`shell-body${label ? ' has-sidebar' : ''}${isOpen ? ' is-sidebar-open' : ''}`}>
        <nav
          id="sidebar"
          className="shell-sidebar"
          aria-label={label || 'Sidebar'}
          hidden={!label}
          ref={setElement}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        />
        {isOpen && <div className="shell-curtain" onClick={close} />}
        {isAdmin && isAdministrationAt(pathname) && <AdministrationSidebar />}
        <main id="main" className="shell-main" tabIndex={-1}>
          <ErrorBoundary resetBy={pathname}>
            <Suspense fallback={<Loading what="page" />}>
              <Routes>
                {routes.map(({ path, page: Page, adminOnly }) => (
                  <Route
                    key={path}
                    path={path}
                    element={adminOnly && !isAdmin ? <Navigate to="/" replace /> : <Page />}
                  />
                ))}
                <Route path="*" element={<Navigate to="/" replace />} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <SystemBanner at="bottom" />
    </SidebarContext>
  );
}

/** The address belongs to the router: focus moves without touching it. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
