import Alert from '@cloudscape-design/components/alert';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import './notices.css';

export interface Notice {
  readonly type: 'success' | 'error' | 'warning' | 'info';
  /** One sentence: what happened, and what to do if something is to be done. */
  readonly text: string;
}

interface Shown extends Notice {
  readonly id: number;
}

type Notify = (notice: Notice) => void;

const NoticesContext = createContext<Notify>(() => undefined);

/** Tells the result of an action, once, at the top of the page. */
export const useNotify = (): Notify => use(NoticesContext);

const successStays = 6000;
let last = 0;

/** Shows what pages below it notify of: successes go away by themselves, everything else stays until dismissed. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const dismiss = useCallback((id: number) => setShown((all) => all.filter((notice) => notice.id !== id)), []);
  const notify = useCallback<Notify>(
    (notice) => {
      const id = (last += 1);
      // What succeeded before is old news; what failed stays until somebody has read it.
      setShown((all) => [
        ...all.filter((old) => old.type !== 'success' && old.text !== notice.text),
        { ...notice, id },
      ]);
      if (notice.type === 'success') setTimeout(() => dismiss(id), successStays);
    },
    [dismiss],
  );
  const region = useMemo(
    () =>
      shown.map(({ id, type, text }) => (
        <Alert key={id} type={type} dismissible dismissAriaLabel="Dismiss" onDismiss={() => dismiss(id)}>
          {text}
        </Alert>
      )),
    [shown, dismiss],
  );
  return (
    <NoticesContext value={notify}>
      <div className="notices" role="region" aria-label="Notices" aria-live="polite">
        {region}
      </div>
      {children}
    </NoticesContext>
  );
}
