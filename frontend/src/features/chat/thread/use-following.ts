import type { RefObject } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Closer than this to the end, one reads along. */
const nearTheEnd = 64;

interface Following {
  /** There is text below that came while one was reading further up. */
  readonly hasMore: boolean;
  /** Goes to the end and follows from there. */
  follow(): void;
}

/** Keeps the end in view while it grows, unless somebody scrolled away from it. */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): Following {
  const isFollowing = useRef(true);
  const [hasMore, setHasMore] = useState(false);
  const follow = useCallback(() => {
    isFollowing.current = true;
    setHasMore(false);
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);
  useEffect(() => {
    const element = scroller.current;
    const grown = content.current;
    if (!element || !grown) return undefined;
    let height = grown.offsetHeight;
    const onScroll = (): void => {
      isFollowing.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearTheEnd;
      if (isFollowing.current) setHasMore(false);
    };
    const observer = new ResizeObserver(() => {
      const isMore = grown.offsetHeight > height;
      height = grown.offsetHeight;
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
      else if (isMore) setHasMore(true);
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
