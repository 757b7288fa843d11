import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { wordsFor } from '../../platform/refusal.ts';
import { ConfirmDelete } from '../../ui/confirm-delete.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { ResourceTable } from '../../ui/resource-table.tsx';
import { modelColumns } from './model-columns.tsx';
import { useDeleteModel, useModels } from './queries.ts';

/** Every model of the platform, with its status as it changes. */
export function ModelsPage() {
  const navigate = useNavigate();
  const { data, error, refetch } = useModels();
  const [leaving, setLeaving] = useState<LisaModel>();
  const columns = useMemo(() => modelColumns(setLeaving), []);
  const add = (
    <Button variant="primary" onClick={() => void navigate('/model-management/new')}>
      Add model
    </Button>
  );
  return (
    <div className="page">
      <ResourceTable
        noun="model"
        nouns="models"
        heading="Models"
        description="Language models people and programs may use. Each is reached at an address or through a provider."
        items={data?.models}
        columns={columns}
        idOf={({ modelId }) => modelId}
        actions={add}
        empty={{
          text: 'Add one that runs elsewhere: all it takes is its address or a key of its provider.',
          action: add,
        }}
        error={error ? { words: wordsFor(error), retry: () => void refetch() } : undefined}
      />
      {leaving && <DeleteModel model={leaving} close={() => setLeaving(undefined)} />}
    </div>
  );
}

function DeleteModel({ model, close }: { readonly model: LisaModel; close(): void }) {
  const notify = useNotify();
  const { mutate, isPending, error } = useDeleteModel();
  const deleted = (): void => {
    notify({ type: 'success', text: `${model.modelId} is being deleted.` });
    close();
  };
  return (
    <ConfirmDelete
      noun="model"
      name={model.modelId}
      isDeleting={isPending}
      error={error ? wordsFor(error) : undefined}
      onConfirm={() => mutate(model.modelId, { onSuccess: deleted })}
      onCancel={close}
    >
      <Box>
        {audience(model)} can no longer chat with it, and programs that call it get an error at once. Its API key is
        deleted. Conversations stay, and can go on with another model.
      </Box>
    </ConfirmDelete>
  );
}

const audience = ({ allowedGroups }: LisaModel): string =>
  allowedGroups?.length ? `Members of ${allowedGroups.join(', ')}` : 'Everybody here';
