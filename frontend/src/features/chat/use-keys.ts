import type { RefObject } from 'react';
import { useEffect } from 'react';
import { isCovered, isWriting } from '../../ui/shortcuts.ts';

const isCharacter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;

/** Typing anywhere lands in the prompt, and Escape stops the answer wherever the focus is. */
export function useKeys(field: RefObject<HTMLTextAreaElement | null>, isAnswering: boolean, stop: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isCovered()) return;
      if (event.key === 'Escape' && isAnswering) stop();
      else if (isCharacter(event) && !isWriting(event.target)) field.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [field, isAnswering, stop]);
}
