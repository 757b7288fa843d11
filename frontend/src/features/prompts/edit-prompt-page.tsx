import Alert from '@cloudscape-design/components/alert';
import { updatePromptTemplate } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { callFor } from '../../platform/call-for.ts';
import { usePerson } from '../../platform/person.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { useNotify } from '../../ui/notices.tsx';
import { draftOf } from './prompt-draft.ts';
import { PromptForm } from './prompt-form.tsx';
import { PromptOr } from './prompt-or.tsx';
import { useRevisePrompt } from './queries.ts';

/** The form that writes the next revision of a prompt, for its owner and administrators. */
export function EditPromptPage() {
  const { promptTemplateId = '' } = useParams();
  const { isAdmin } = usePerson();
  return (
    <PromptOr id={promptTemplateId}>
      {(prompt) =>
        prompt.isOwner || isAdmin ? (
          <EditPrompt key={prompt.id} newest={prompt} />
        ) : (
          <Navigate to={`/prompt-templates/${prompt.id}`} replace />
        )
      }
    </PromptOr>
  );
}

function EditPrompt({ newest }: { readonly newest: PromptTemplate }) {
  const navigate = useNavigate();
  const notify = useNotify();
  // What is edited stays what it was when the page opened, whatever is read meanwhile.
  const [edited] = useState(newest);
  const { mutate, isPending, isSuccess, error } = useRevisePrompt(edited);
  const address = `/prompt-templates/${edited.id}`;
  const isOutdated = newest.revision > edited.revision && !isPending && !isSuccess;
  return (
    <PromptForm
      heading={`Edit “${edited.title}”`}
      description={`Saving writes revision ${newest.revision + 1}. Whoever uses it from then on gets the new words.`}
      initial={draftOf(edited)}
      verb="Save changes"
      isSending={isPending}
      refusal={error ? wordsFor(error) : undefined}
      warning={isOutdated && <Outdated revision={newest.revision} />}
      callFor={(text) =>
        callFor(updatePromptTemplate, {
          params: { promptTemplateId: edited.id },
          body: { ...text, id: edited.id, owner: edited.owner },
        })
      }
      send={(text) =>
        mutate(text, {
          onSuccess: ({ title, revision }) => {
            notify({ type: 'success', text: `“${title}” was saved as revision ${revision}.` });
            void navigate(address, { replace: true });
          },
        })
      }
      cancel={() => void navigate(address)}
    />
  );
}

const Outdated = ({ revision }: { readonly revision: number }) => (
  <Alert type="warning" header="Somebody else saved this prompt meanwhile">
    Revision {revision} is newer than what you are editing. Saving replaces it with your words; to see it first, open
    the prompt in another tab.
  </Alert>
);
