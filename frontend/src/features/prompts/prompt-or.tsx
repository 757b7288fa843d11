import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { getPromptTemplate } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Reply } from '../../platform/api.ts';
import { Refusal, wordsFor } from '../../platform/refusal.ts';
import { Loading } from '../../ui/loading.tsx';
import { usePrompt } from './queries.ts';

export type OpenedPrompt = Reply<typeof getPromptTemplate>;

interface PromptOrProps {
  readonly id: string;
  children(prompt: OpenedPrompt): ReactNode;
}

/** The prompt once it is read; until then, or instead, why it is not there. */
export function PromptOr({ id, children }: PromptOrProps) {
  const navigate = useNavigate();
  const { data, error, refetch } = usePrompt(id);
  if (data) return children(data);
  if (!error) return <Loading what="prompt" />;
  const isFinal = error instanceof Refusal && error.status < 500;
  const action = isFinal ? (
    <Button onClick={() => void navigate('/prompt-templates')}>All prompts</Button>
  ) : (
    <Button onClick={() => void refetch()}>Try again</Button>
  );
  return (
    <div className="page">
      <h1 className="prompt-unread">Prompt</h1>
      <Alert type="error" header="This prompt could not be opened" action={action}>
        {wordsFor(error)}
      </Alert>
    </div>
  );
}
