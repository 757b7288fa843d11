import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PromptTemplateText } from '@lisa/contracts/vocabulary/prompt-template';
import { useState, type FormEvent, type ReactNode } from 'react';
import { CopyCall } from '../../ui/copy-call.tsx';
import { errorsIn, groupNamesIn, textOf, type PromptDraft } from './prompt-draft.ts';
import type { PromptFields } from './prompt-fields.ts';
import { SharingFields } from './sharing-fields.tsx';
import { TextFields } from './text-fields.tsx';
import './prompts.css';

interface PromptFormProps {
  readonly heading: string;
  readonly description: string;
  readonly initial: PromptDraft;
  /** What the button that sends it says. */
  readonly verb: string;
  readonly isSending: boolean;
  /** Why it was refused, as a sentence. */
  readonly refusal: string | undefined;
  /** What to know before sending, above the fields. */
  readonly warning?: ReactNode;
  callFor(text: PromptTemplateText): string;
  send(text: PromptTemplateText): void;
  cancel(): void;
}

/** The draft, and what is wrong with it. */
function useDraft(initial: PromptDraft, send: PromptFormProps['send']) {
  const [draft, setDraft] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const errors = errorsIn(draft);
  const fields: PromptFields = {
    draft,
    change: (changes) => setDraft({ ...draft, ...changes }),
    // A field complains once somebody has left it, not while it is being filled.
    errorOf: (field) => (left.has(field) ? errors[field] : undefined),
    leave: (field) => setLeft(new Set([...left, field])),
  };
  const sendForm = (event: FormEvent): void => {
    event.preventDefault();
    setLeft(new Set(Object.keys(errors)));
    if (Object.keys(errors).length === 0) send(textOf(draft));
  };
  return { fields, sendForm };
}

/** The form that a prompt is written in, for the first time or anew. */
export function PromptForm(props: PromptFormProps) {
  const { heading, description, initial, warning, refusal } = props;
  const { fields, sendForm } = useDraft(initial, props.send);
  const shared = { everybody: initial.sharing === 'everybody', groups: groupNamesIn(initial.groups) };
  return (
    <form className="page prompt-form" noValidate onSubmit={sendForm}>
      <Form
        header={
          <Header variant="h1" description={description}>
            {heading}
          </Header>
        }
        errorText={refusal}
        actions={<Actions {...props} />}
      >
        <SpaceBetween size="l">
          {warning}
          <Container header={<Header variant="h2">What it says</Header>}>
            <TextFields {...fields} />
          </Container>
          <Container header={<Header variant="h2">Sharing</Header>}>
            <SharingFields {...fields} shared={shared} />
          </Container>
          <CopyCall call={props.callFor(textOf(fields.draft))} />
        </SpaceBetween>
      </Form>
    </form>
  );
}

const Actions = ({ verb, isSending, cancel }: PromptFormProps) => (
  <SpaceBetween direction="horizontal" size="xs">
    <Button variant="link" formAction="none" onClick={cancel}>
      Cancel
    </Button>
    <Button variant="primary" loading={isSending}>
      {verb}
    </Button>
  </SpaceBetween>
);
