import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 768px)');

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Whether there is room for one column only: a phone, or a small window. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
