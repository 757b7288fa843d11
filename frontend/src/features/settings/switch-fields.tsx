import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import type { SwitchGroup } from './switches.ts';

interface SwitchFieldsProps {
  readonly group: SwitchGroup;
  readonly values: Configuration['enabledComponents'];
  change(values: Configuration['enabledComponents']): void;
}

/** One group of features, each with what it lets people do. */
export const SwitchFields = ({ group, values, change }: SwitchFieldsProps) => (
  <Container header={<Header variant="h2">{group.title}</Header>}>
    <SpaceBetween size="m">
      {group.switches.map(({ name, label, description }) => (
        <Toggle
          key={name}
          checked={values[name]}
          description={description}
          onChange={({ detail }) => change({ ...values, [name]: detail.checked })}
        >
          {label}
        </Toggle>
      ))}
    </SpaceBetween>
  </Container>
);
