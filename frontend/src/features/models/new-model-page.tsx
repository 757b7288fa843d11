import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createModel } from '@lisa/contracts/api/models.routes';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { wordsFor } from '../../platform/refusal.ts';
import { CopyCall } from '../../ui/copy-call.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { AbilityFields } from './ability-fields.tsx';
import { AccessFields } from './access-fields.tsx';
import { callFor } from './call-for.ts';
import { emptyDraft, requestOf, type ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';
import { OriginFields } from './origin-fields.tsx';
import { useCreateModel } from './queries.ts';
import './models.css';

type Errors = Readonly<Partial<Record<string, string>>>;

/** What the route's own schema says of each field, by the field's name. */
function errorsIn(draft: ModelDraft): Errors {
  const issues = createModel.body.safeParse(requestOf(draft)).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]));
}

/** The draft, what is wrong with it, and sending it off. */
function useNewModel(done: () => void) {
  const notify = useNotify();
  const [draft, setDraft] = useState(emptyDraft);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { mutate, isPending, error } = useCreateModel();
  const errors = errorsIn(draft);
  const fields: ModelFields = {
    draft,
    change: (changes) => setDraft({ ...draft, ...changes }),
    // A field complains once somebody has left it, not while it is being filled.
    errorOf: (field) => (left.has(field) ? errors[field] : undefined),
    leave: (field) => setLeft(new Set([...left, field])),
  };
  const send = (): void => {
    setLeft(new Set(Object.keys(errors)));
    if (Object.keys(errors).length > 0) return;
    const created = (): void => {
      notify({ type: 'success', text: `${draft.modelId} is being created. Its status below changes by itself.` });
      done();
    };
    mutate(requestOf(draft), { onSuccess: created });
  };
  return { fields, send, isPending, refusal: error ? wordsFor(error) : unseen(errors, left) };
}

/** The form that adds a model which runs elsewhere. */
export function NewModelPage() {
  const navigate = useNavigate();
  const back = (): void => void navigate('/model-management');
  const { fields, send, isPending, refusal } = useNewModel(back);
  const sendForm = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" formAction="none" onClick={back}>
        Cancel
      </Button>
      <Button variant="primary" loading={isPending}>
        Add model
      </Button>
    </SpaceBetween>
  );
  const header = (
    <Header variant="h1" description="A model that runs elsewhere, at a provider or at an address of your own.">
      Add model
    </Header>
  );
  return (
    <form className="page model-form" noValidate onSubmit={sendForm}>
      <Form header={header} errorText={refusal} actions={actions}>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">Where it runs</Header>}>
            <OriginFields {...fields} />
          </Container>
          <Container header={<Header variant="h2">What it does</Header>}>
            <AbilityFields {...fields} />
          </Container>
          <Container header={<Header variant="h2">Who may use it</Header>}>
            <AccessFields {...fields} />
          </Container>
          <CopyCall call={callFor(requestOf(fields.draft))} />
        </SpaceBetween>
      </Form>
    </form>
  );
}

const shown = new Set([
  'modelId',
  'modelName',
  'modelType',
  'modelDescription',
  'modelUrl',
  'apiKey',
  'streaming',
  'allowedGroups',
]);

/** Errors of fields this form does not show: said at its end, because there is no better place. */
const unseen = (errors: Errors, left: ReadonlySet<string>): string =>
  Object.entries(errors)
    .filter(([field]) => !shown.has(field) && left.has(field))
    .map(([field, words]) => `${field}: ${words}`)
    .join('; ');
