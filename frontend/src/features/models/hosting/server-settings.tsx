import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ModelFields } from '../model-fields.ts';
import { EngineFields } from './engine-fields.tsx';
import { NumberField } from './number-field.tsx';
import { VariableFields } from './variable-fields.tsx';

interface ServerSettingsProps {
  readonly fields: ModelFields;
  /** What one should know before one changes any of it. */
  readonly note: string;
  /** Its image is chosen once, when it is created. */
  readonly isNew: boolean;
}

/** What the model server is told, and what its container gets. */
export function ServerSettings({ fields, note, isNew }: ServerSettingsProps) {
  const { draft, changeHosting } = fields;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={note}>
            Settings of the server
          </Header>
        }
      >
        <EngineFields {...fields} />
      </Container>
      <ExpandableSection
        variant="container"
        headerText={isNew ? 'Image, memory, environment and health check' : 'Memory, environment and health check'}
      >
        <SpaceBetween size="l">
          {isNew && <ImageField {...fields} />}
          <NumberField {...fields} path="containerConfig.sharedMemorySize" />
          <VariableFields variables={draft.hosting.variables} change={(variables) => changeHosting({ variables })} />
          <HealthFields {...fields} />
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}

const ImageField = ({ draft: { hosting }, changeHosting, errorOf, leave }: ModelFields) => (
  <FormField
    label="Image – optional"
    description="An image built from one of LISA’s, by digest or tag. Empty: the one this release brings."
    errorText={errorOf('containerConfig.image')}
  >
    <Input
      value={hosting.image}
      onChange={({ detail }) => changeHosting({ image: detail.value })}
      onBlur={() => leave('containerConfig.image')}
      placeholder="Of this release"
      autoComplete={false}
      spellcheck={false}
    />
  </FormField>
);

/** How often the container itself is asked whether it answers, and by what. */
const HealthFields = (fields: ModelFields) => {
  const { draft, changeHosting, errorOf, leave } = fields;
  const place = 'containerConfig.healthCheckConfig.command';
  return (
    <SpaceBetween size="l">
      <FormField
        label="Health check of the container – optional"
        description="A shell command that fails if the container shall be replaced, asked beside the load balancer’s own check."
        errorText={errorOf(place)}
      >
        <Input
          value={draft.hosting.healthCommand}
          onChange={({ detail }) => changeHosting({ healthCommand: detail.value })}
          onBlur={() => leave(place)}
          placeholder="Left to the load balancer"
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      <ColumnLayout columns={2}>
        <NumberField {...fields} path="containerConfig.healthCheckConfig.interval" />
        <NumberField {...fields} path="containerConfig.healthCheckConfig.timeout" />
        <NumberField {...fields} path="containerConfig.healthCheckConfig.startPeriod" />
        <NumberField {...fields} path="containerConfig.healthCheckConfig.retries" />
      </ColumnLayout>
    </SpaceBetween>
  );
};
