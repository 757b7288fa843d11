import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { CommandsContext, type Command } from '../../ui/commands.ts';
import { isCovered, isWriting } from '../../ui/shortcuts.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import('./shortcuts.tsx')).Shortcuts }));

type Shown = 'nothing' | 'palette' | 'shortcuts';

/** Cmd or Ctrl with K opens the palette from anywhere, a question mark outside of a text the list of shortcuts. */
export function PaletteHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown>('nothing');
  const [offers, setOffers] = useState<ReadonlySet<readonly Command[]>>(new Set());
  useKeys(setShown);
  const offer = useCallback((commands: readonly Command[]) => {
    setOffers((all) => new Set(all).add(commands));
    return () => setOffers((all) => new Set([...all].filter((one) => one !== commands)));
  }, []);
  // A dialog tells late that it was closed: what was opened since stays.
  const offered = useMemo(() => [...offers].flat(), [offers]);
  const close = useCallback((what: Shown) => setShown((now) => (now === what ? 'nothing' : now)), []);
  const isOpen = shown === 'palette';
  const slot = useMemo(
    () => ({ isOpen, setOpen: (open: boolean) => setShown(open ? 'palette' : 'nothing'), offer }),
    [isOpen, offer],
  );
  return (
    <CommandsContext value={slot}>
      {children}
      <Suspense fallback={null}>
        {isOpen && (
          <Palette offered={offered} close={() => close('palette')} showShortcuts={() => setShown('shortcuts')} />
        )}
        {shown === 'shortcuts' && <Shortcuts close={() => close('shortcuts')} />}
      </Suspense>
    </CommandsContext>
  );
}

const byCommandKey: Readonly<Record<string, Shown>> = { k: 'palette', K: 'palette', '/': 'shortcuts' };

function wantedBy({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): Shown | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return byCommandKey[key];
  return key === '?' && !isWriting(target) ? 'shortcuts' : undefined;
}

function useKeys(show: (what: Shown) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // The K comes a moment later, and what is typed after it belongs into the palette.
      if (event.key === 'Control' || event.key === 'Meta') void loadPalette();
      const wanted = wantedBy(event);
      if (wanted === undefined) return;
      event.preventDefault();
      if (!isCovered()) show(wanted);
    };
    // Before pages hear of it: they take what is typed anywhere into a text.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [show]);
}
