import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

interface FloatingProps {
  /** What it belongs to; it opens beside it, where there is room. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly close: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

const margin = 8;

/** On the right half of the screen it grows to the left. */
const startOf = (from: DOMRect, width: number): number => (from.left > innerWidth / 2 ? from.right - width : from.left);

/** Something over the page that belongs to a button: Escape, a press elsewhere, or scrolling closes it. */
export function Floating({ anchor, close, children, className = '' }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number }>();
  useLayoutEffect(() => {
    const from = anchor.current?.getBoundingClientRect();
    const own = box.current?.getBoundingClientRect();
    if (!from || !own) return;
    const below = from.bottom + 4;
    const fits = below + own.height <= innerHeight - margin;
    setPlace({
      left: Math.max(margin, Math.min(startOf(from, own.width), innerWidth - own.width - margin)),
      top: Math.max(margin, fits ? below : from.top - own.height - 4),
    });
  }, [anchor]);
  useEffect(() => {
    const outside = (event: Event): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('scroll', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('scroll', outside, true);
    };
  }, [anchor, close]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.stopPropagation();
    anchor.current?.focus();
    close();
  };
  // Out of whatever contains the button, which may be clipped, but inside of the page's landmark.
  return createPortal(
    <div
      ref={box}
      className={`floating ${className}`}
      style={{ ...place, visibility: place ? 'visible' : 'hidden' }}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    document.getElementById('main') ?? document.body,
  );
}
