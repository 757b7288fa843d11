import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Turn } from '../conversation/thread.ts';

/** Turns that come on screen together when a conversation is opened. */
const atFirst = 8;
/** Turns drawn in one step upwards: few enough for a frame. */
const step = 4;

/** The first turn that is drawn, and how many stand before it, should it be gone. */
interface First {
  readonly id: string | undefined;
  readonly before: number;
}

interface ShownTurns {
  readonly shown: readonly Turn[];
  /** How many turns before them are here and not drawn yet. */
  readonly hidden: number;
  /** Draws some more, and what one reads stays where it is. */
  reveal(): void;
}

/**
 * The turns that are drawn: the last ones, and upwards as many as somebody scrolls to, a few at a time. Once drawn they
 * stay, so that the browser's search finds them.
 */
export function useShownTurns(turns: readonly Turn[], scroller: RefObject<HTMLElement | null>): ShownTurns {
  const [first, setFirst] = useState(() => firstAt(turns, turns.length - atFirst));
  const hidden = placeOf(turns, first);
  const keep = useKeptPlace(scroller, hidden);
  useAllOnPaper(() => setFirst(firstAt(turns, 0)));
  return {
    shown: turns.slice(hidden),
    hidden,
    reveal: () => {
      keep();
      setFirst(firstAt(turns, hidden - step));
    },
  };
}

function firstAt(turns: readonly Turn[], place: number): First {
  const before = Math.max(0, place);
  return { id: turns[before]?.message.id, before };
}

function placeOf(turns: readonly Turn[], { id, before }: First): number {
  const place = turns.findIndex(({ message }) => message.id === id);
  return place < 0 ? Math.min(before, turns.length) : place;
}

/** Call it before something is added above what one reads: browsers keep its place by themselves, but not at the very top. */
function useKeptPlace(scroller: RefObject<HTMLElement | null>, hidden: number): () => void {
  const kept = useRef<{ readonly article: HTMLElement; readonly top: number }>(undefined);
  useLayoutEffect(() => {
    const { article, top = 0 } = kept.current ?? {};
    kept.current = undefined;
    if (scroller.current && article?.isConnected) scroller.current.scrollTop += article.offsetTop - top;
  }, [scroller, hidden]);
  return () => {
    const article = scroller.current?.querySelector('article');
    if (article) kept.current = { article, top: article.offsetTop };
  };
}

/** What is printed is the whole conversation, as far as it is here. */
function useAllOnPaper(drawAll: () => void): void {
  const now = useRef(drawAll);
  useEffect(() => {
    now.current = drawAll;
  });
  useEffect(() => {
    const print = (): void => flushSync(() => now.current());
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, []);
}
