import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

interface EarlierProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly isLoading: boolean;
  /** What would come next: it is asked for once, however long one waits for it here. */
  readonly next: string;
  open(): void;
}

/** Closer than this to the beginning, in px, what stands before it is wanted. */
const near = 1600;

/** Earlier messages come as one scrolls up to where they are missing, before one gets there. */
export function Earlier({ scroller, isLoading, next, open }: EarlierProps) {
  const asked = useRef<string>(undefined);
  const openNow = useRef(open);
  useEffect(() => {
    openNow.current = open;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element || isLoading) return undefined;
    const look = (): void => {
      const isNear = element.scrollTop < near;
      // After a failure it is asked for again once somebody went away and came back.
      if (!isNear) asked.current = undefined;
      if (!isNear || asked.current === next) return;
      asked.current = next;
      openNow.current();
    };
    // Not by an observer of the button: what is drawn above one's place moves it in and out of sight, and browsers miss some of that.
    const frame = requestAnimationFrame(look);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', look);
    };
  }, [scroller, isLoading, next]);
  return (
    <button type="button" className="text-button earlier" disabled={isLoading} onClick={open}>
      {isLoading ? 'Loading earlier messages' : 'Show earlier messages'}
    </button>
  );
}
