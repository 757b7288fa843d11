import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { wordsFor } from '../../../platform/refusal.ts';
import type { ModelFields } from '../model-fields.ts';
import { useInstanceTypes } from '../queries.ts';
import { NumberField } from './number-field.tsx';

/** The hardware under each copy. */
export function InstanceStep(fields: ModelFields) {
  const { draft, changeHosting, errorOf } = fields;
  const { data = [], isLoading, error, refetch } = useInstanceTypes();
  const { instanceType } = draft.hosting;
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField
          label="Instance type"
          description="Each copy of the model has one instance for itself. Its GPUs must hold the weights and the conversations at work."
          errorText={errorOf('instanceType')}
        >
          <Select
            options={familiesOf(data)}
            selectedOption={{ value: instanceType, label: instanceType }}
            onChange={({ detail }) => changeHosting({ instanceType: detail.selectedOption.value ?? '' })}
            filteringType="auto"
            filteringAriaLabel="Find an instance type"
            filteringPlaceholder="g6"
            statusType={error ? 'error' : isLoading ? 'loading' : 'finished'}
            loadingText="Loading instance types"
            errorText={error ? wordsFor(error) : ''}
            recoveryText="Try again"
            onLoadItems={() => void (error && refetch())}
            empty="No such instance type"
          />
        </FormField>
        <NumberField {...fields} path="autoScalingConfig.blockDeviceVolumeSize" />
      </SpaceBetween>
    </Container>
  );
}

const gpus = new Map([
  ['g4dn', 'NVIDIA T4, 16 GB each'],
  ['g5', 'NVIDIA A10G, 24 GB each'],
  ['g6', 'NVIDIA L4, 24 GB each'],
  ['gr6', 'NVIDIA L4, 24 GB each, more memory'],
  ['g6e', 'NVIDIA L40S, 48 GB each'],
  ['p4d', 'NVIDIA A100, 40 GB each'],
  ['p4de', 'NVIDIA A100, 80 GB each'],
  ['p5', 'NVIDIA H100, 80 GB each'],
  ['p5e', 'NVIDIA H200, 141 GB each'],
  ['p5en', 'NVIDIA H200, 141 GB each'],
  ['p6-b200', 'NVIDIA B200, 179 GB each'],
]);

/** Types under their families, with the GPUs that a family brings. */
function familiesOf(types: readonly string[]) {
  const families = Map.groupBy(types, (type) => type.split('.')[0] ?? type);
  return [...families].map(([family, its]) => ({
    label: family,
    description: gpus.get(family) ?? 'With GPUs',
    options: its.map((type) => ({ value: type, label: type })),
  }));
}
