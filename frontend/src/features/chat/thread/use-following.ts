import type { RefObject } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answering } from '../conversation/answering.ts';

/** Closer than this to the end, one reads along. */
const nearTheEnd = 64;

interface Following {
  /** There is text below that came while one was reading further up. */
  readonly hasMore: boolean;
  /** Goes to the end and follows from there. */
  follow(): void;
}

/** Keeps the end in view while an answer grows, unless somebody scrolled away from it. */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  answering: Answering | undefined,
): Following {
  const isFollowing = useRef(true);
  const [hasMore, setHasMore] = useState(false);
  const follow = useCallback(() => {
    isFollowing.current = true;
    setHasMore(false);
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);
  // Not by its height: what is far from the screen is not laid out, and what comes above is no new text.
  useEffect(() => answering?.subscribe(() => !isFollowing.current && setHasMore(true)), [answering]);
  useEffect(() => {
    const element = scroller.current;
    const grown = content.current;
    if (!element || !grown) return undefined;
    const onScroll = (): void => {
      isFollowing.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearTheEnd;
      if (isFollowing.current) setHasMore(false);
    };
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(grown);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scroller, content]);
  return { hasMore, follow };
}
