import Box from '@cloudscape-design/components/box';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { wordsFor } from '../../platform/refusal.ts';
import { ConfirmDelete } from '../../ui/confirm-delete.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { useDeleteModel } from './queries.ts';

/** Who notices when a model is gone. */
export const affectedBy = ({ allowedGroups }: LisaModel): string =>
  allowedGroups?.length ? `Members of ${allowedGroups.join(', ')}` : 'Everybody here';

interface DeleteModelProps {
  readonly model: LisaModel;
  close(): void;
  deleted?(): void;
}

/** Asks before a model goes, names what goes with it, and sends it off. */
export function DeleteModel({ model, close, deleted }: DeleteModelProps) {
  const notify = useNotify();
  const { mutate, isPending, error } = useDeleteModel();
  const { modelId, hostingType } = model;
  const gone = (): void => {
    notify({ type: 'success', text: `${modelId} is being deleted.` });
    close();
    deleted?.();
  };
  return (
    <ConfirmDelete
      noun="model"
      name={modelId}
      isDeleting={isPending}
      error={error ? wordsFor(error) : undefined}
      onConfirm={() => mutate(modelId, { onSuccess: gone })}
      onCancel={close}
    >
      <Box>
        {affectedBy(model)} can no longer chat with it, and programs that call it get an error at once.{' '}
        {hostingType === 'lisa_hosted'
          ? 'Its instances and its load balancer are removed; the weights stay in their folder.'
          : 'Its API key is deleted.'}{' '}
        Conversations stay, and can go on with another model.
      </Box>
    </ConfirmDelete>
  );
}
