import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ModelFields } from './model-fields.ts';

/** The groups whose members may use it. */
export const AccessFields = ({ draft, change, errorOf, leave }: ModelFields) => (
  <FormField
    label="Groups – optional"
    description="Names of groups, with commas between them. Empty: everybody who signs in. Administrators see every model."
    errorText={errorOf('allowedGroups')}
  >
    <Input
      value={draft.groups}
      onChange={({ detail }) => change({ groups: detail.value })}
      onBlur={() => leave('allowedGroups')}
      placeholder="research, support"
      autoComplete={false}
    />
  </FormField>
);
