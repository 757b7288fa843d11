import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { AbilityFields } from '../ability-fields.tsx';
import { AccessFields } from '../access-fields.tsx';
import { addressOf } from '../model-actions.tsx';
import { useDraft } from '../model-fields.ts';
import { ModelOr } from '../model-or.tsx';
import { TextField } from '../text-field.tsx';
import { changesBetween } from './changes.ts';
import { draftOf } from './draft-of.ts';
import { HostingChanges } from './hosting-changes.tsx';
import { ReviewModelChanges } from './review-model-changes.tsx';
import '../models.css';

/** The form that changes a model, and shows what changes before it is saved. */
export function EditModelPage() {
  const { modelId = '' } = useParams();
  return <ModelOr modelId={modelId}>{(model) => <EditModel key={model.modelId} newest={model} />}</ModelOr>;
}

const offeredBy = (origin: string) => (origin === 'hosted' ? { offered: ['textgen', 'embedding'] as const } : {});

function EditModel({ newest }: { readonly newest: LisaModel }) {
  const navigate = useNavigate();
  // What is edited stays what it was when the page opened, whatever is read meanwhile.
  const [before] = useState(() => draftOf(newest));
  const form = useDraft(before);
  const [isReviewing, setReviewing] = useState(false);
  const { fields } = form;
  const changes = changesBetween(before, fields.draft);
  const isSettled = newest.status === 'InService' || newest.status === 'Stopped';
  const back = (): void => void navigate(addressOf(newest));
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" formAction="none" onClick={back}>
        Cancel
      </Button>
      <Button
        variant="primary"
        formAction="none"
        disabled={!isSettled || changes.length === 0}
        onClick={() => form.check() && setReviewing(true)}
      >
        Review and save
      </Button>
    </SpaceBetween>
  );
  return (
    <div className="page model-form">
      <Form header={<Header variant="h1">Edit {newest.modelId}</Header>} errorText={form.complaint} actions={actions}>
        <SpaceBetween size="l">
          {!isSettled && <NotNow status={newest.status} />}
          <Container header={<Header variant="h2">What it does</Header>}>
            <AbilityFields {...fields} {...offeredBy(before.origin)} />
          </Container>
          <Container header={<Header variant="h2">Who may use it</Header>}>
            <AccessFields {...fields} />
          </Container>
          {before.origin === 'hosted' ? <HostingChanges {...fields} /> : <KeyField {...fields} />}
        </SpaceBetween>
      </Form>
      {isReviewing && (
        <ReviewModelChanges
          model={newest}
          before={before}
          after={fields.draft}
          close={() => setReviewing(false)}
          saved={back}
        />
      )}
    </div>
  );
}

const NotNow = ({ status }: Pick<LisaModel, 'status'>) => (
  <Alert type="info" header={`It is ${status.toLowerCase()} at the moment`}>
    {status === 'Failed'
      ? 'A failed model cannot be changed: delete it and add it again.'
      : 'Changes can be saved as soon as it is in service or stopped. What you fill in here stays.'}
  </Alert>
);

const KeyField = (fields: Parameters<typeof AccessFields>[0]) => (
  <Container header={<Header variant="h2">How it is reached</Header>}>
    <TextField
      {...fields}
      field="apiKey"
      type="password"
      label="Another API key – optional"
      description="Replaces the one that is stored. Empty: that one stays."
    />
  </Container>
);
