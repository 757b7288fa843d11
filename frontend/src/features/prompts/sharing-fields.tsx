import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bareGroup } from '@lisa/contracts/vocabulary/groups';
import { usePerson } from '../../platform/person.ts';
import { groupNamesIn, type Sharing } from './prompt-draft.ts';
import type { PromptFields } from './prompt-fields.ts';

interface SharingProps extends PromptFields {
  /** How it is shared now: whoever may change a prompt may keep that. */
  readonly shared: { readonly everybody: boolean; readonly groups: readonly string[] };
}

/** Who may use it. Everybody, and groups one is not in, are for administrators to choose. */
export function SharingFields({ shared, ...fields }: SharingProps) {
  const { draft, change } = fields;
  const { isAdmin, groups } = usePerson();
  const choices = [...new Set([...groups.map(bareGroup), ...shared.groups])];
  const items = [
    { value: 'private', label: 'Only its owner' },
    {
      value: 'groups',
      label: 'Groups',
      description: isAdmin ? 'Members of the groups you name.' : 'Members of groups you belong to.',
      disabled: !isAdmin && choices.length === 0,
    },
    {
      value: 'everybody',
      label: 'Everybody',
      description: isAdmin ? 'Whoever signs in.' : 'Only administrators share with everybody.',
      disabled: !isAdmin && !shared.everybody,
    },
  ];
  return (
    <SpaceBetween size="l">
      <FormField label="Who may use it" description="They can read and copy it, but not change it.">
        <RadioGroup
          items={items}
          value={draft.sharing}
          onChange={({ detail }) => change({ sharing: detail.value as Sharing })}
        />
      </FormField>
      {draft.sharing === 'groups' && (isAdmin ? <AnyGroups {...fields} /> : <MyGroups {...fields} choices={choices} />)}
    </SpaceBetween>
  );
}

const AnyGroups = ({ draft, change, errorOf, leave }: PromptFields) => (
  <FormField label="Groups" description="Names of groups, with commas between them." errorText={errorOf('groups')}>
    <Input
      value={draft.groups}
      onChange={({ detail }) => change({ groups: detail.value })}
      onBlur={() => leave('groups')}
      placeholder="research, support"
      autoComplete={false}
    />
  </FormField>
);

function MyGroups({ draft, change, errorOf, leave, choices }: PromptFields & { readonly choices: readonly string[] }) {
  const options = choices.map((value) => ({ value, label: value }));
  const chosen = new Set(groupNamesIn(draft.groups));
  return (
    <FormField label="Groups" errorText={errorOf('groups')}>
      <Multiselect
        options={options}
        selectedOptions={options.filter(({ value }) => chosen.has(value))}
        onChange={({ detail }) => change({ groups: detail.selectedOptions.map(({ value }) => value).join(',') })}
        onBlur={() => leave('groups')}
        placeholder="Choose groups"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
      />
    </FormField>
  );
}
