import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useTextModels } from './queries.ts';

interface DefaultModelFieldProps {
  readonly value: Configuration['global']['defaultModel'];
  change(value: Configuration['global']): void;
}

const none = { value: '', label: 'None: the first that one may use' };

/** The model that a new conversation begins with. */
export function DefaultModelField({ value, change }: DefaultModelFieldProps) {
  const { data = [], isLoading } = useTextModels();
  const options = [none, ...data.map(({ modelId }) => ({ value: modelId, label: modelId }))];
  // A default that is not in service at the moment stays chosen.
  const selected = options.find((option) => option.value === (value ?? '')) ?? {
    value: value ?? '',
    label: value ?? '',
  };
  return (
    <FormField label="Default model" description="New conversations begin with it, unless somebody chooses another.">
      <Select
        options={options}
        selectedOption={selected}
        statusType={isLoading ? 'loading' : 'finished'}
        loadingText="Loading models"
        onChange={({ detail }) => change({ defaultModel: detail.selectedOption.value || null })}
      />
    </FormField>
  );
}
