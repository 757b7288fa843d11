import {
  createPromptTemplate,
  deletePromptTemplate,
  getPromptTemplate,
  listPromptTemplates,
  updatePromptTemplate,
} from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { PromptTemplateText } from '@lisa/contracts/vocabulary/prompt-template';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api.ts';
import { queryOf } from '../../platform/queries.ts';

/** One's own prompts, or those that others share with one. */
export const usePrompts = (shared: boolean) =>
  useQuery(queryOf(listPromptTemplates, { query: { public: shared ? 'true' : 'false' } }));

/** One prompt, and whether it is one's own. */
export const usePrompt = (promptTemplateId: string) =>
  useQuery(queryOf(getPromptTemplate, { params: { promptTemplateId } }));

function useRereadPrompts(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([listPromptTemplates, getPromptTemplate].map(({ id }) => client.invalidateQueries({ queryKey: [id] })));
}

export function useCreatePrompt() {
  const reread = useRereadPrompts();
  return useMutation({
    mutationFn: (body: PromptTemplateText) => call(createPromptTemplate, { body }),
    onSuccess: reread,
  });
}

/** Writes the next revision of a prompt; it stays with its owner. */
export function useRevisePrompt({ id, owner }: { readonly id: string; readonly owner: string }) {
  const reread = useRereadPrompts();
  return useMutation({
    mutationFn: (text: PromptTemplateText) =>
      call(updatePromptTemplate, { params: { promptTemplateId: id }, body: { ...text, id, owner } }),
    onSuccess: reread,
  });
}

export function useDeletePrompt() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (promptTemplateId: string) => call(deletePromptTemplate, { params: { promptTemplateId } }),
    // Only the lists: what was deleted is not asked for again.
    onSuccess: () => client.invalidateQueries({ queryKey: [listPromptTemplates.id] }),
  });
}
