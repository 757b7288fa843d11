import { useCallback, useState } from 'react';
import type { Keep } from '../conversation/keep.ts';

/** The text being written, kept in this browser on every change: neither a reload, a sign-out nor a crash loses it. */
export function useDraft(keep: Keep, conversation: string): readonly [string, (text: string) => boolean] {
  const key = `draft/${conversation}`;
  const [text, setText] = useState(() => keep.read(key) ?? '');
  const write = useCallback(
    (next: string): boolean => {
      setText(next);
      return keep.write(key, next);
    },
    [keep, key],
  );
  return [text, write];
}
