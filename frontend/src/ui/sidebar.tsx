import { createContext, use, useEffect, useLayoutEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What the shell offers to the page inside of it. */
export interface SidebarSlot {
  /** The place of the sidebar in the shell, once that is drawn. */
  readonly element: HTMLElement | null;
  readonly isOpen: boolean;
  setOpen(open: boolean): void;
  /** The page that fills the sidebar says what is in it ("Conversations"); '' if nothing is, undefined once it leaves. */
  setLabel(label: string | undefined): void;
}

export const SidebarContext = createContext<SidebarSlot | undefined>(undefined);

/** The sidebar's state: on a phone it lies over the page, and a page closes it once somebody has chosen from it. */
export function useSidebar(): SidebarSlot {
  const slot = use(SidebarContext);
  if (!slot) throw new Error('There is no shell around this page');
  return slot;
}

/** Takes away the sidebar that the shell expected at this address. */
export function NoSidebar() {
  const { setLabel } = useSidebar();
  useLayoutEffect(() => {
    setLabel('');
    return () => setLabel(undefined);
  }, [setLabel]);
  return null;
}

/** Puts its children into the shell's sidebar for as long as it is rendered. */
export function Sidebar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { element, setLabel } = useSidebar();
  useEffect(() => {
    setLabel(label);
    return () => setLabel(undefined);
  }, [label, setLabel]);
  return element && createPortal(children, element);
}
