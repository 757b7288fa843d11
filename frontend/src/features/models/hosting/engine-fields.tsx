import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { ModelFields } from '../model-fields.ts';
import { settingsOf, type EngineSetting } from './container-words.ts';

const left = { value: '', label: 'Left to the server' };

interface EngineFieldProps extends ModelFields {
  readonly setting: EngineSetting;
}

function EngineField({ setting: { name, help, choices }, draft: { hosting }, ...fields }: EngineFieldProps) {
  const place = `containerConfig.environment.${name}`;
  const value = hosting.settings[name] ?? '';
  const set = (text: string): void => fields.changeHosting({ settings: { ...hosting.settings, [name]: text } });
  const options = [left, ...(choices ?? []).map((choice) => ({ value: choice, label: choice }))];
  return (
    <FormField
      label={<span className="model-code">{name}</span>}
      description={help && `${help}.`}
      errorText={fields.errorOf(place)}
    >
      {choices ? (
        <Select
          options={options}
          selectedOption={options.find((option) => option.value === value) ?? left}
          onChange={({ detail }) => set(detail.selectedOption.value ?? '')}
        />
      ) : (
        <Input
          value={value}
          onChange={({ detail }) => set(detail.value)}
          onBlur={() => fields.leave(place)}
          placeholder="Left to the server"
          autoComplete={false}
          spellcheck={false}
        />
      )}
    </FormField>
  );
}

/** Every setting the chosen model server knows; what is left empty is the server's own choice. */
export const EngineFields = (fields: ModelFields) => (
  <ColumnLayout columns={2}>
    {settingsOf(fields.draft.hosting.container).map((setting) => (
      <EngineField key={setting.name} {...fields} setting={setting} />
    ))}
  </ColumnLayout>
);
