import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { wordsFor } from '../../platform/refusal.ts';
import { useNotify } from '../../ui/notices.tsx';
import { affectedBy } from './delete-model.tsx';
import { useUpdateModel } from './queries.ts';

interface StopModelProps {
  readonly model: LisaModel;
  close(): void;
}

/** Asks before a model stops answering. */
export function StopModel({ model, close }: StopModelProps) {
  const notify = useNotify();
  const { mutate, isPending, error } = useUpdateModel(model.modelId);
  const stopped = (): void => {
    notify({ type: 'success', text: `${model.modelId} is being stopped.` });
    close();
  };
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
        <Button
          variant="primary"
          loading={isPending}
          onClick={() => mutate({ enabled: false }, { onSuccess: stopped })}
        >
          Stop
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible onDismiss={close} closeAriaLabel="Close" header={`Stop the model ${model.modelId}?`} footer={footer}>
      <SpaceBetween size="m">
        <Box>
          {affectedBy(model)} can chat with it again only once it was started, and programs that call it get an error
          until then.
          {model.hostingType === 'lisa_hosted' &&
            ' Its instances are given back, so it costs nothing but its load balancer and storage; starting it again takes some minutes.'}
        </Box>
        {error && <Alert type="error">{wordsFor(error)}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}
