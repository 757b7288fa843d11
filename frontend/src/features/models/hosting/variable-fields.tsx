import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Input from '@cloudscape-design/components/input';
import type { Variable } from './hosting-draft.ts';

interface VariableFieldsProps {
  readonly variables: readonly Variable[];
  change(variables: readonly Variable[]): void;
}

/** Names and values that the container finds in its environment. */
export function VariableFields({ variables, change }: VariableFieldsProps) {
  const set = (at: number, changes: Partial<Variable>): void =>
    change(variables.map((variable, index) => (index === at ? { ...variable, ...changes } : variable)));
  const editor = (
    <AttributeEditor
      items={variables}
      addButtonText="Add variable"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ name }) => `Remove ${name || 'the variable without a name'}`}
      empty="No variables besides."
      onAddButtonClick={() => change([...variables, { name: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => change(variables.filter((_, index) => index !== detail.itemIndex))}
      definition={[
        {
          label: 'Name',
          control: ({ name }, index) => (
            <Input
              value={name}
              onChange={({ detail }) => set(index, { name: detail.value })}
              placeholder="HF_HUB_OFFLINE"
            />
          ),
          errorText: ({ name, value }) => (name.trim() === '' && value !== '' ? 'Fill this in.' : undefined),
        },
        {
          label: 'Value',
          control: ({ value }, index) => (
            <Input value={value} onChange={({ detail }) => set(index, { value: detail.value })} />
          ),
        },
      ]}
    />
  );
  return (
    <div role="group" aria-labelledby="model-variables">
      <Box id="model-variables" variant="awsui-key-label">
        Environment – optional
      </Box>
      <Box color="text-body-secondary" fontSize="body-s" padding={{ bottom: 'xs' }}>
        Other variables that the container shall find.
      </Box>
      {editor}
    </div>
  );
}
