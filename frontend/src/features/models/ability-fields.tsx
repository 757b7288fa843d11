import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';
import { abilities, typeNames } from './model-words.ts';
import { TextField } from './text-field.tsx';

const allTypes = (Object.keys(typeNames) as ModelDraft['modelType'][]).map((value) => ({
  value,
  label: typeNames[value],
}));

interface AbilityFieldsProps extends ModelFields {
  /** What it may answer with, if not with everything. */
  readonly offered?: readonly ModelDraft['modelType'][];
}

/** What the model answers with, and what it can do besides. */
export function AbilityFields({ offered, ...fields }: AbilityFieldsProps) {
  const { draft, change, errorOf } = fields;
  const types = allTypes.filter(({ value }) => offered?.includes(value) ?? true);
  const isText = draft.modelType === 'textgen';
  return (
    <SpaceBetween size="l">
      <FormField label="It answers with" errorText={errorOf('modelType')}>
        <Select
          options={types}
          selectedOption={types.find(({ value }) => value === draft.modelType) ?? null}
          onChange={({ detail }) => change({ modelType: detail.selectedOption.value as ModelDraft['modelType'] })}
        />
      </FormField>
      {isText && (
        <SpaceBetween size="l">
          <FormField label="Answers word by word" description="Off for models that only send complete answers.">
            <Toggle
              ariaLabel="Streaming"
              checked={draft.streaming}
              onChange={({ detail }) => change({ streaming: detail.checked })}
            >
              Streaming
            </Toggle>
          </FormField>
          <FormField label="Abilities – optional" description="What people are offered when they chat with it.">
            <Multiselect
              options={abilities}
              selectedOptions={abilities.filter(({ value }) => draft.features.includes(value))}
              onChange={({ detail }) => change({ features: detail.selectedOptions.map(({ value }) => String(value)) })}
              placeholder="Choose abilities"
              deselectAriaLabel={({ label }) => `Remove ${label}`}
            />
          </FormField>
        </SpaceBetween>
      )}
      <TextField
        {...fields}
        field="modelDescription"
        label="Description – optional"
        description="One sentence that helps people choose."
      />
    </SpaceBetween>
  );
}
