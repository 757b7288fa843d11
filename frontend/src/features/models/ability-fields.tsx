import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';
import { abilities, typeNames } from './model-words.ts';

const types = Object.entries(typeNames).map(([value, label]) => ({ value, label }));

/** What the model answers with, and what it can do besides. */
export function AbilityFields({ draft, change, errorOf, leave }: ModelFields) {
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
        <>
          <FormField label="Answers word by word" description="Off for models that only send complete answers.">
            <Toggle checked={draft.streaming} onChange={({ detail }) => change({ streaming: detail.checked })}>
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
        </>
      )}
      <FormField
        label="Description – optional"
        description="One sentence that helps people choose."
        errorText={errorOf('modelDescription')}
      >
        <Input
          value={draft.modelDescription}
          onChange={({ detail }) => change({ modelDescription: detail.value })}
          onBlur={() => leave('modelDescription')}
        />
      </FormField>
    </SpaceBetween>
  );
}
