import { listPromptTemplates } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryClient, queryOf } from '../../../platform/queries.ts';
import { wordsFor } from '../../../platform/refusal.ts';

/** The prompts one can use, by title; undefined until they were read. */
export interface PromptLibrary {
  readonly personas: readonly PromptTemplate[] | undefined;
  readonly directives: readonly PromptTemplate[] | undefined;
  readonly isLoading: boolean;
  /** Why they could not be read; empty if nothing is wrong. */
  readonly problem: string;
  readAgain(): void;
}

const prompts = (shared: 'true' | 'false', enabled: boolean) => ({
  ...queryOf(listPromptTemplates, { query: { public: shared } }),
  enabled,
  staleTime: 60_000,
});

/** One's own prompts and those that others share; they are read when `isWanted` first says so. */
export function usePromptLibrary(isWanted: boolean): PromptLibrary {
  const own = useQuery(prompts('false', isWanted));
  const shared = useQuery(prompts('true', isWanted));
  const error = own.error ?? shared.error;
  return useMemo(() => {
    const all = own.data && shared.data && byTitle([...own.data.Items, ...shared.data.Items]);
    const ofType = (wanted: PromptTemplate['type']) => all?.filter(({ type }) => type === wanted);
    return {
      personas: ofType('persona'),
      directives: ofType('directive'),
      isLoading: !all && !error,
      problem: error && !all ? wordsFor(error) : '',
      readAgain: () => void queryClient.refetchQueries({ queryKey: [listPromptTemplates.id] }),
    };
  }, [own.data, shared.data, error]);
}

/** What one shares oneself is in both lists. */
const byTitle = (prompts: readonly PromptTemplate[]): PromptTemplate[] =>
  [...new Map(prompts.map((prompt) => [prompt.id, prompt])).values()].toSorted((one, other) =>
    one.title.localeCompare(other.title),
  );
