import type { ModelFields } from './model-fields.ts';
import { TextField } from './text-field.tsx';

/** The groups whose members may use it. */
export const AccessFields = (fields: ModelFields) => (
  <TextField
    {...fields}
    field="groups"
    place="allowedGroups"
    label="Groups – optional"
    description="Names of groups, with commas between them. Empty: everybody who signs in. Administrators see every model."
    placeholder="research, support"
  />
);
