import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';

interface ConfirmDeleteProps {
  /** What it is, in small letters: `model`. */
  readonly noun: string;
  readonly name: string;
  /** What disappears, and who will notice. */
  readonly children: ReactNode;
  readonly isDeleting: boolean;
  /** Why the last attempt failed, as a sentence. */
  readonly error: string | undefined;
  onConfirm(): void;
  onCancel(): void;
}

/** Asks before something goes that others use: its name must be typed. */
export function ConfirmDelete({ noun, name, children, isDeleting, error, onConfirm, onCancel }: ConfirmDeleteProps) {
  const [typed, setTyped] = useState('');
  const isSure = typed.trim() === name;
  return (
    <Modal
      visible
      onDismiss={onCancel}
      closeAriaLabel="Close"
      header={`Delete the ${noun} ${name}?`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isSure} loading={isDeleting} onClick={onConfirm}>
              Delete
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure && !isDeleting) onConfirm();
        }}
      >
        <SpaceBetween size="m">
          {children}
          <FormField label={`To be sure, type ${name}`}>
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus autoComplete={false} />
          </FormField>
          {error && <Alert type="error">{error}</Alert>}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
