import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { wordsFor } from '../../platform/refusal.ts';
import { Loading } from '../../ui/loading.tsx';
import { isGone, useModel } from './queries.ts';

interface ModelOrProps {
  readonly modelId: string;
  children(model: LisaModel): ReactNode;
}

/** The model once it is read; until then, or instead, why it is not there. */
export function ModelOr({ modelId, children }: ModelOrProps) {
  const { data, error, refetch } = useModel(modelId);
  if (isGone(error)) return <NoModel modelId={modelId} />;
  if (data) return children(data.model);
  if (!error) return <Loading what="model" />;
  return (
    <Unread
      type="error"
      header="This model could not be opened"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {wordsFor(error)}
    </Unread>
  );
}

const Unread = (props: AlertProps) => (
  <div className="page">
    <h1 className="model-unread">Model</h1>
    <Alert {...props} />
  </div>
);

function NoModel({ modelId }: { readonly modelId: string }) {
  const navigate = useNavigate();
  const all = <Button onClick={() => void navigate('/model-management')}>All models</Button>;
  return (
    <Unread type="info" header={`There is no model ${modelId} (any more)`} action={all}>
      It was deleted, or never existed.
    </Unread>
  );
}
