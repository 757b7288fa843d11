import Box from '@cloudscape-design/components/box';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { wordsFor } from '../../platform/refusal.ts';
import { ConfirmDelete } from '../../ui/confirm-delete.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { isPublic, sharedGroups } from './prompt-words.ts';
import { useDeletePrompt } from './queries.ts';

interface DeletePromptProps {
  readonly prompt: PromptTemplate;
  close(): void;
  /** Once it is gone. */
  deleted?(): void;
}

/** Asks, saying who loses it, and takes it away. */
export function DeletePrompt({ prompt, close, deleted }: DeletePromptProps) {
  const notify = useNotify();
  const { mutate, isPending, error } = useDeletePrompt();
  const gone = (): void => {
    notify({ type: 'success', text: `“${prompt.title}” was deleted.` });
    close();
    deleted?.();
  };
  return (
    <ConfirmDelete
      noun="prompt"
      name={prompt.title}
      isDeleting={isPending}
      error={error ? wordsFor(error) : undefined}
      onConfirm={() => mutate(prompt.id, { onSuccess: gone })}
      onCancel={close}
    >
      <Box>{losers(prompt)} Conversations keep the words they already took from it.</Box>
    </ConfirmDelete>
  );
}

function losers(prompt: PromptTemplate): string {
  if (isPublic(prompt)) return 'Nobody can choose it any more: it is shared with everybody.';
  const groups = sharedGroups(prompt);
  if (groups.length === 0) return 'It is private: only its owner loses it.';
  return `Its owner and members of ${groups.join(', ')} can no longer choose it.`;
}
