import { createPromptTemplate } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import { useNavigate } from 'react-router';
import { callFor } from '../../platform/call-for.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { useNotify } from '../../ui/notices.tsx';
import { emptyDraft } from './prompt-draft.ts';
import { PromptForm } from './prompt-form.tsx';
import { useCreatePrompt } from './queries.ts';

/** The form that adds a prompt of one's own. */
export function NewPromptPage() {
  const navigate = useNavigate();
  const notify = useNotify();
  const { mutate, isPending, error } = useCreatePrompt();
  return (
    <PromptForm
      heading="New prompt"
      description="Words that worked, kept so that you and others need not find them again."
      initial={emptyDraft}
      verb="Create prompt"
      isSending={isPending}
      refusal={error ? wordsFor(error) : undefined}
      callFor={(text) => callFor(createPromptTemplate, { body: text })}
      send={(text) =>
        mutate(text, {
          onSuccess: ({ id, title }) => {
            notify({ type: 'success', text: `“${title}” was created.` });
            void navigate(`/prompt-templates/${id}`, { replace: true });
          },
        })
      }
      cancel={() => void navigate('/prompt-templates')}
    />
  );
}
