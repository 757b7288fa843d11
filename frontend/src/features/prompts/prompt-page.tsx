import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { getPromptTemplate } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { callFor } from '../../platform/call-for.ts';
import { usePerson } from '../../platform/person.ts';
import { CopyCall } from '../../ui/copy-call.tsx';
import { DeletePrompt } from './delete-prompt.tsx';
import { PromptOr, type OpenedPrompt } from './prompt-or.tsx';
import { audienceOf, promptTypes, typeName } from './prompt-words.ts';
import './prompts.css';

const created = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One prompt: its words to read and copy, and for those who may, the ways to change it. */
export function PromptPage() {
  const { promptTemplateId = '' } = useParams();
  return <PromptOr id={promptTemplateId}>{(prompt) => <OpenPrompt prompt={prompt} />}</PromptOr>;
}

function OpenPrompt({ prompt }: { readonly prompt: OpenedPrompt }) {
  const navigate = useNavigate();
  const { isAdmin } = usePerson();
  const [isLeaving, setLeaving] = useState(false);
  const address = `/prompt-templates/${prompt.id}`;
  const mayChange = prompt.isOwner || isAdmin;
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => void navigate('/prompt-templates')}>All prompts</Button>
      {mayChange && <Button onClick={() => setLeaving(true)}>Delete</Button>}
      {mayChange && (
        <Button variant="primary" onClick={() => void navigate(`${address}/edit`)}>
          Edit
        </Button>
      )}
    </SpaceBetween>
  );
  const { description } = promptTypes.find(({ value }) => value === prompt.type) ?? {};
  return (
    <div className="page prompt-form">
      <SpaceBetween size="l">
        <Header variant="h1" description={description} actions={actions}>
          {prompt.title}
        </Header>
        <Words body={prompt.body} />
        <Facts prompt={prompt} />
        <CopyCall call={callFor(getPromptTemplate, { params: { promptTemplateId: prompt.id } })} />
      </SpaceBetween>
      {isLeaving && (
        <DeletePrompt
          prompt={prompt}
          close={() => setLeaving(false)}
          deleted={() => void navigate('/prompt-templates', { replace: true })}
        />
      )}
    </div>
  );
}

const Words = ({ body }: { readonly body: string }) => {
  const copy = (
    <CopyToClipboard
      copyButtonText="Copy"
      copyButtonAriaLabel="Copy the prompt"
      textToCopy={body}
      copySuccessText="Copied"
      copyErrorText="The browser did not allow it"
    />
  );
  return (
    <Container
      header={
        <Header variant="h2" actions={copy}>
          Prompt
        </Header>
      }
    >
      <div className="prompt-body">{body}</div>
    </Container>
  );
};

const Facts = ({ prompt }: { readonly prompt: OpenedPrompt }) => (
  <Container header={<Header variant="h2">About it</Header>}>
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Type', value: typeName(prompt.type) },
        {
          label: 'Owner',
          value: prompt.isOwner ? 'You' : prompt.owner,
        },
        { label: 'Shared with', value: audienceOf(prompt) },
        {
          label: 'Revision',
          value: (
            <>
              {prompt.revision}, first written{' '}
              <time dateTime={prompt.created}>{created.format(new Date(prompt.created))}</time>
            </>
          ),
        },
      ]}
    />
  </Container>
);
