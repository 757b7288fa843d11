import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { updateModel, type LisaModel } from '@lisa/contracts/api/models.routes';
import { callFor } from '../../../platform/call-for.ts';
import { wordsFor } from '../../../platform/refusal.ts';
import { CopyCall } from '../../../ui/copy-call.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import type { ModelDraft } from '../model-draft.ts';
import { useUpdateModel } from '../queries.ts';
import { changesBetween, updateBetween } from './changes.ts';

interface ReviewModelChangesProps {
  readonly model: LisaModel;
  readonly before: ModelDraft;
  readonly after: ModelDraft;
  close(): void;
  saved(): void;
}

/** Shows what would change and what that means for people at work with it, then saves it. */
export function ReviewModelChanges({ model, before, after, close, saved }: ReviewModelChangesProps) {
  const { modelId } = model;
  const notify = useNotify();
  const { mutate, isPending, error } = useUpdateModel(modelId);
  const changes = changesBetween(before, after);
  const body = updateBetween(before, after);
  const done = (): void => {
    notify({ type: 'success', text: `${modelId} is being changed. Its status changes here by itself.` });
    saved();
  };
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          Back
        </Button>
        <Button variant="primary" loading={isPending} onClick={() => mutate(body, { onSuccess: done })}>
          Save
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal
      visible
      onDismiss={close}
      closeAriaLabel="Close"
      header={`Save these changes to ${modelId}?`}
      footer={footer}
    >
      <SpaceBetween size="m">
        <ul className="model-changes">
          {changes.map(({ what, from, to }) => (
            <li key={what}>
              <strong>{what}</strong>: {from} → {to}
            </li>
          ))}
        </ul>
        {changes.some(({ restarts }) => restarts) && <Restart model={model} />}
        <CopyCall call={callFor(updateModel, { params: { modelId }, body })} />
        {error && <Alert type="error">{wordsFor(error)}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}

const Restart = ({ model: { status, autoScalingConfig } }: { readonly model: LisaModel }) => (
  <Alert type="warning" header="Its copies are replaced">
    {status === 'Stopped'
      ? 'It is stopped, so nobody notices: the change holds from its next start on.'
      : autoScalingConfig?.maxCapacity === 1
        ? 'It has one copy, so it answers nobody until the new one has loaded the weights: some minutes.'
        : 'One after the other, so it goes on answering, with fewer copies for some minutes. Answers under way are finished.'}
  </Alert>
);
