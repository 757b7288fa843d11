import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useState } from 'react';
import { Refusal, wordsFor } from '../../platform/refusal.ts';
import { useSaveConfiguration } from './queries.ts';
import type { changesBetween } from './switches.ts';

interface ReviewChangesProps {
  readonly changes: ReturnType<typeof changesBetween>;
  readonly versionId: number;
  readonly configuration: Configuration;
  close(): void;
  saved(): void;
}

/** Shows what would change, asks why, and saves it. */
export function ReviewChanges({ changes, versionId, configuration, close, saved }: ReviewChangesProps) {
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useSaveConfiguration();
  const done = (): void => {
    saved();
    close();
  };
  const save = (): void =>
    mutate(
      { versionId, configuration, changeReason: reason.trim() || changes.map(({ what }) => what).join(', ') },
      { onSuccess: done },
    );
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" formAction="none" onClick={close}>
          Cancel
        </Button>
        <Button variant="primary" formAction="none" loading={isPending} onClick={save}>
          Save
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible onDismiss={close} closeAriaLabel="Close" header="Save these changes?" footer={footer}>
      <SpaceBetween size="m">
        <ul className="settings-changes">
          {changes.map(({ what, from, to }) => (
            <li key={what}>
              <strong>{what}</strong>: {from} → {to}
            </li>
          ))}
        </ul>
        <FormField label="Why – optional" description="Kept with this version.">
          <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
        {error && <Alert type="error">{sentenceFor(error)}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}

const sentenceFor = (error: Error): string =>
  error instanceof Refusal && error.status === 409
    ? 'Somebody else saved the configuration meanwhile. What they saved is loaded now: look at it, then change it again.'
    : wordsFor(error);
