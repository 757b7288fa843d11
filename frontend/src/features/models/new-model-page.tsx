import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createModel } from '@lisa/contracts/api/models.routes';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { callFor } from '../../platform/call-for.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { CopyCall } from '../../ui/copy-call.tsx';
import { AbilityFields } from './ability-fields.tsx';
import { AccessFields } from './access-fields.tsx';
import { ConnectionCheck } from './connection-check.tsx';
import { LikeAnother } from './like-another.tsx';
import { requestOf, type ModelDraft } from './model-draft.ts';
import { useDraft, type ModelFields } from './model-fields.ts';
import { OriginFields } from './origin-fields.tsx';
import { useAddModel } from './use-add-model.ts';
import './models.css';

const header = (
  <Header variant="h1" description="A model at a provider, at an address of your own, or on GPUs of this account.">
    Add model
  </Header>
);

/** The form that adds a model which runs elsewhere, and the way to the wizard for one that does not. */
export const NewModelPage = () => <LikeAnother>{(initial) => <NewModel initial={initial} />}</LikeAnother>;

function NewModel({ initial }: { readonly initial: Partial<ModelDraft> }) {
  const navigate = useNavigate();
  const form = useDraft(initial);
  const { send, isPending, error } = useAddModel(form);
  const isHosted = form.fields.draft.origin === 'hosted';
  const sendForm = (event: FormEvent): void => {
    event.preventDefault();
    if (isHosted) void navigate('/model-management/host');
    else send();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" formAction="none" onClick={() => void navigate('/model-management')}>
        Cancel
      </Button>
      <Button variant="primary" loading={isPending}>
        {isHosted ? 'Next' : 'Add model'}
      </Button>
    </SpaceBetween>
  );
  return (
    <form className="page model-form" noValidate onSubmit={sendForm}>
      <Form header={header} errorText={error ? wordsFor(error) : form.complaint} actions={actions}>
        <SpaceBetween size="l">
          <Container
            header={<Header variant="h2">Where it runs</Header>}
            footer={!isHosted && <ConnectionCheck {...form} />}
          >
            <OriginFields {...form.fields} />
          </Container>
          {!isHosted && <WhatAndWho {...form.fields} />}
        </SpaceBetween>
      </Form>
    </form>
  );
}

const WhatAndWho = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <Container header={<Header variant="h2">What it does</Header>}>
      <AbilityFields {...fields} />
    </Container>
    <Container header={<Header variant="h2">Who may use it</Header>}>
      <AccessFields {...fields} />
    </Container>
    <CopyCall call={callFor(createModel, { body: requestOf(fields.draft) })} />
  </SpaceBetween>
);
