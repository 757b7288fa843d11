import Button from '@cloudscape-design/components/button';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { useNavigate } from 'react-router';
import { env, productName } from '../../platform/env.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import './home.css';

interface NothingToChatWithProps {
  readonly isAdmin: boolean;
  /** Models that answer with text, none of them in service. */
  readonly models: readonly LisaModel[];
}

/** The first visit: what is missing, and who can do something about it. */
export const NothingToChatWith = ({ isAdmin, models }: NothingToChatWithProps) => (
  <div className="page home">
    <h1>Welcome to {productName}</h1>
    {isAdmin ? <ForAdministrators models={models} /> : <ForPeople />}
  </div>
);

const ForPeople = () => (
  <p className="home-lead">
    There is no model for you to chat with yet. An administrator adds models and decides who may use them; ask for one.
    This page goes on to the chat by itself as soon as there is one.
  </p>
);

function ForAdministrators({ models }: Pick<NothingToChatWithProps, 'models'>) {
  const navigate = useNavigate();
  return (
    <>
      <p className="home-lead">
        {models.length === 0
          ? 'Add a first model, then everybody can chat.'
          : 'No model is in service yet. This page goes on to the chat by itself as soon as one is.'}
      </p>
      {models.length > 0 && (
        <ul className="home-models">
          {models.map(({ modelId, status, failureReason, last_modified_date: since }) => (
            <li key={modelId}>
              <strong>{modelId}</strong>
              <StatusBadge status={status} reason={failureReason} since={since} />
            </li>
          ))}
        </ul>
      )}
      <ol className="home-steps">
        <li>
          <h2>Add a model</h2>
          <p>Any address that speaks as OpenAI does, or a key of a provider: Bedrock, Anthropic, Azure, Google.</p>
          <Button variant="primary" onClick={() => void navigate('/model-management/new')}>
            Add model
          </Button>
        </li>
        <li>
          <h2>Decide what people may do</h2>
          <p>Switch features, announce something, choose the model new conversations begin with.</p>
          <Button onClick={() => void navigate('/configuration')}>Open the configuration</Button>
        </li>
        <li>
          <h2>Connect programs</h2>
          <p>Everything here is an API as well; OpenAI clients work with another base address and a token.</p>
          <Button href={`${env.API_BASE_URL}/docs`} target="_blank" iconName="external" iconAlign="right">
            Read the API documents
          </Button>
        </li>
      </ol>
    </>
  );
}
