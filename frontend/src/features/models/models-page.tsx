import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { wordsFor } from '../../platform/refusal.ts';
import { ResourceTable } from '../../ui/resource-table.tsx';
import { modelColumns } from './model-columns.tsx';
import { useModels } from './queries.ts';

/** Every model of the platform, with its status as it changes. */
export function ModelsPage() {
  const navigate = useNavigate();
  const { data, error, refetch } = useModels();
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
        description="Language models people and programs may use: at an address, at a provider, or on GPUs of this account."
        items={data?.models}
        columns={modelColumns}
        idOf={({ modelId }) => modelId}
        actions={add}
        empty={{
          text: 'Add one that runs elsewhere, by its address or a key of its provider, or host one of your own.',
          action: add,
        }}
        error={error ? { words: wordsFor(error), retry: () => void refetch() } : undefined}
      />
    </div>
  );
}
