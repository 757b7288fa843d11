import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import type { ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';

type TextName = 'modelId' | 'modelName' | 'modelUrl' | 'apiKey' | 'modelDescription' | 'groups';

interface TextFieldProps extends ModelFields {
  readonly field: TextName;
  /** The field's place in the request, where that is another. */
  readonly place?: string;
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly type?: InputProps.Type;
}

/** One line of text of the draft. */
export const TextField = ({
  field,
  place = field,
  label,
  description,
  placeholder,
  type,
  ...fields
}: TextFieldProps) => (
  <FormField label={label} description={description} errorText={fields.errorOf(place)}>
    <Input
      value={fields.draft[field]}
      onChange={({ detail }) => fields.change({ [field]: detail.value } as Pick<ModelDraft, TextName>)}
      onBlur={() => fields.leave(place)}
      autoComplete={false}
      spellcheck={field === 'modelDescription'}
      {...(type && { type })}
      {...(placeholder && { placeholder })}
    />
  </FormField>
);

/** What people and programs call it here. */
export const NameField = (fields: ModelFields) => (
  <TextField
    {...fields}
    field="modelId"
    label="Name"
    description="What people and programs call it here. It cannot be changed later."
    placeholder="my-model"
  />
);
