import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ModelFields } from '../model-fields.ts';
import { numberSettings, type NumberPath, type NumberSetting } from './numbers.ts';

interface NumberFieldProps extends ModelFields {
  readonly path: NumberPath;
}

/** One number of a self-hosted model, by its place in the request. */
export function NumberField({ path, draft: { hosting }, changeHosting, errorOf, leave }: NumberFieldProps) {
  const { label, help }: NumberSetting = numberSettings[path];
  return (
    <FormField label={label} description={help && `${help}.`} errorText={errorOf(path)}>
      <Input
        type="number"
        inputMode="numeric"
        value={hosting.numbers[path]}
        onChange={({ detail }) => changeHosting({ numbers: { ...hosting.numbers, [path]: detail.value } })}
        onBlur={() => leave(path)}
      />
    </FormField>
  );
}
