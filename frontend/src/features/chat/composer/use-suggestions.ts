import type { KeyboardEvent, RefObject } from 'react';
import { useId, useState } from 'react';
import { optionElement, useActiveOption } from '../../../ui/option-list.tsx';
import { usePromptLibrary } from '../prompts/prompt-library.ts';
import { insertText } from './insert-text.ts';
import { signAt } from './sign-at.ts';
import type { Sign, SignAt } from './sign-at.ts';
import { matching, suggestionsOf } from './suggestions.ts';
import type { Choices, Suggestion } from './suggestions.ts';

/** What is offered for the sign before the caret, and how keys choose from it. The text field keeps the focus. */
export function useSuggestions(field: RefObject<HTMLTextAreaElement | null>, text: string, choices: Choices) {
  const listId = useId();
  const { at, isDismissed, follow, leave, dismiss } = useSign(field, text);
  const { isLoading, found } = useFound(isDismissed ? undefined : at, choices);
  const { active, move } = useActiveOption(found);
  const [said, setSaid] = useState('');
  const choose = ({ words, insert, act }: Suggestion): void => {
    if (field.current && at) insertText(field.current, insert, at.start, at.end);
    act?.();
    setSaid(`${words}: chosen.`);
  };
  /** Whether the key was meant for the list. */
  const takeKey = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing || event.shiftKey) return false;
    const act = actOf(event.key);
    if (!act && !move(event.key)) return false;
    act?.();
    event.preventDefault();
    return true;
  };
  const actOf = (key: string): (() => void) | undefined => {
    const isChoosing = key === 'Enter' || key === 'Tab';
    // What was meant to choose does not send the question because prompts came late.
    if (isLoading) return isChoosing ? () => undefined : undefined;
    if (!active) return undefined;
    return isChoosing ? () => choose(active) : key === 'Escape' ? dismiss : undefined;
  };
  return {
    listId,
    sign: at?.sign,
    isLoading,
    /** What was chosen last, for those who do not see what it changed. */
    said,
    found,
    active,
    choose,
    follow,
    takeKey,
    begin: (sign: Sign) => field.current && begin(field.current, sign),
    listeners: { onSelect: follow, onBlur: leave },
    attributes: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': found.length > 0 ? listId : undefined,
      'aria-activedescendant': optionElement(listId, found, active),
    },
  } as const;
}

/** What a sign and the letters after it offer; prompts are read when they are first asked for. */
function useFound(at: SignAt | undefined, choices: Choices) {
  const wantsPrompts = at?.sign === '/' && choices.prompts !== undefined;
  const library = usePromptLibrary(wantsPrompts);
  return {
    isLoading: wantsPrompts && library.isLoading,
    found: at ? matching(suggestionsOf(at.sign, choices, library), at.typed) : [],
  };
}

/** The sign before the caret, if there is one; Escape makes it a character like any other. */
function useSign(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [caret, setCaret] = useState<number>();
  const [dismissedAt, setDismissedAt] = useState<number>();
  const at = caret === undefined ? undefined : signAt(text, caret);
  if (dismissedAt !== undefined && at?.start !== dismissedAt) setDismissedAt(undefined);
  return {
    at,
    isDismissed: at?.start === dismissedAt,
    follow: () => setCaret(field.current?.selectionStart),
    leave: () => setCaret(undefined),
    dismiss: () => setDismissedAt(at?.start),
  };
}

/** Writes a sign where the caret is, as somebody would who knows it. */
function begin(field: HTMLTextAreaElement, sign: Sign): void {
  const { value, selectionStart, selectionEnd } = field;
  const isInWord = /\S$/.test(value.slice(0, selectionStart));
  insertText(field, isInWord ? ` ${sign}` : sign, selectionStart, selectionEnd);
}
