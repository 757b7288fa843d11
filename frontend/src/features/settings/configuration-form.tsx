import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { useState, type FormEvent } from 'react';
import { useNotify } from '../../ui/notices.tsx';
import { AnnouncementFields, BannerFields } from './banner-fields.tsx';
import { DefaultModelField } from './default-model-field.tsx';
import { ReviewChanges } from './review-changes.tsx';
import { SwitchFields } from './switch-fields.tsx';
import { changesBetween, switchGroups } from './switches.ts';
import './settings.css';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const savedAt = ({ versionId, createdAt, changeReason }: ConfigurationVersion): string =>
  versionId === 0
    ? 'Nothing was changed yet: these are the defaults.'
    : `Version ${versionId}, saved ${moment.format(Number(createdAt) * 1000)}: ${changeReason}`;

/** What the schema says of a field, by its dotted name. */
function errorsIn(draft: Configuration): Readonly<Record<string, string>> {
  const issues = Configuration.safeParse(draft).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

/** Every setting, and a review of what would change before it is saved. */
export function ConfigurationForm({ newest }: { readonly newest: ConfigurationVersion }) {
  const notify = useNotify();
  const [draft, setDraft] = useState(newest.configuration);
  const [isChecked, setChecked] = useState(false);
  const [isReviewing, setReviewing] = useState(false);
  const changes = changesBetween(newest.configuration, draft);
  const errors = errorsIn(draft);
  const review = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    setReviewing(Object.keys(errors).length === 0 && changes.length > 0);
  };
  const change = (part: Partial<Configuration>): void => setDraft({ ...draft, ...part });
  return (
    <form className="page settings-form" noValidate onSubmit={review}>
      <Form
        header={<FormHeader newest={newest} />}
        actions={<FormActions hasChanges={changes.length > 0} undo={() => setDraft(newest.configuration)} />}
      >
        <SpaceBetween size="l">
          {switchGroups.map((group) => (
            <SwitchFields
              key={group.title}
              group={group}
              values={draft.enabledComponents}
              change={(enabledComponents) => change({ enabledComponents })}
            />
          ))}
          <Container header={<Header variant="h2">Models</Header>}>
            <DefaultModelField value={draft.global.defaultModel} change={(global) => change({ global })} />
          </Container>
          <Container header={<Header variant="h2">Banner</Header>}>
            <BannerFields draft={draft} change={change} errors={isChecked ? errors : {}} />
          </Container>
          <Container header={<Header variant="h2">Announcement</Header>}>
            <AnnouncementFields draft={draft} change={change} errors={isChecked ? errors : {}} />
          </Container>
        </SpaceBetween>
      </Form>
      {isReviewing && (
        <ReviewChanges
          changes={changes}
          versionId={newest.versionId + 1}
          configuration={draft}
          close={() => setReviewing(false)}
          saved={() => notify({ type: 'success', text: 'The configuration was saved and is in effect.' })}
        />
      )}
    </form>
  );
}

const FormHeader = ({ newest }: { readonly newest: ConfigurationVersion }) => (
  <Header variant="h1" description={`In effect for everybody as soon as it is saved. ${savedAt(newest)}`}>
    Configuration
  </Header>
);

const FormActions = ({ hasChanges, undo }: { readonly hasChanges: boolean; undo(): void }) => (
  <SpaceBetween direction="horizontal" size="xs">
    <Button variant="link" formAction="none" disabled={!hasChanges} onClick={undo}>
      Undo changes
    </Button>
    <Button variant="primary" disabled={!hasChanges}>
      Review and save
    </Button>
  </SpaceBetween>
);
