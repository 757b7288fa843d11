import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { HealthFields } from '../hosting/container-step.tsx';
import { EngineFields } from '../hosting/engine-fields.tsx';
import { NumberField } from '../hosting/number-field.tsx';
import { VariableFields } from '../hosting/variable-fields.tsx';
import type { ModelFields } from '../model-fields.ts';
import { changeableScaling } from './changes.ts';

/** What of a self-hosted model can change while it exists: its copies, and what its container is told. */
export const HostingChanges = (fields: ModelFields) => {
  const { draft, changeHosting } = fields;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Copies</Header>}>
        <ColumnLayout columns={2}>
          {changeableScaling.map((path) => (
            <NumberField key={path} {...fields} path={path} />
          ))}
        </ColumnLayout>
      </Container>
      <Container
        header={
          <Header variant="h2" description="A change here replaces its copies one after the other.">
            Settings of the server
          </Header>
        }
      >
        <EngineFields {...fields} />
      </Container>
      <ExpandableSection variant="container" headerText="Memory, environment and health check">
        <SpaceBetween size="l">
          <NumberField {...fields} path="containerConfig.sharedMemorySize" />
          <VariableFields variables={draft.hosting.variables} change={(variables) => changeHosting({ variables })} />
          <HealthFields {...fields} />
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
};
