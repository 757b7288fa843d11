import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useMemo, useRef, useLayoutEffect } from 'react';
import { useNavigate } from 'react-router';
import type { PromptChoices } from '../composer/suggestions.ts';

type Switches = Pick<Configuration['enabledComponents'], 'showPromptTemplateLibrary' | 'editPromptTemplate'>;

/** What can be done with prompts here; undefined where there is no library. A persona takes the place of the system prompt. */
export function usePromptChoices(
  { showPromptTemplateLibrary, editPromptTemplate }: Switches,
  setSystemPrompt: (text: string) => void,
): PromptChoices | undefined {
  const navigate = useNavigate();
  const set = useRef(setSystemPrompt);
  useLayoutEffect(() => {
    set.current = setSystemPrompt;
  });
  return useMemo(() => {
    if (!showPromptTemplateLibrary) return undefined;
    return {
      takePersona: editPromptTemplate ? ({ body }) => set.current(body) : undefined,
      writeOne: () => void navigate('/prompt-templates/new'),
    };
  }, [showPromptTemplateLibrary, editPromptTemplate, navigate]);
}
