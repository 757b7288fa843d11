import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import type { ModelFields } from '../model-fields.ts';
import { containers } from './container-words.ts';
import { EngineFields } from './engine-fields.tsx';
import { NumberField } from './number-field.tsx';
import { VariableFields } from './variable-fields.tsx';

/** The model server, what it is told, and how the container is watched. */
export function ContainerStep(fields: ModelFields) {
  const { draft, changeHosting, errorOf } = fields;
  const { container, variables } = draft.hosting;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Model server</Header>}>
        <FormField label="Serves the weights" errorText={errorOf('inferenceContainer')}>
          <Tiles
            items={containers.map((one) => ({
              ...one,
              disabled: one.value === 'tei' && draft.modelType !== 'embedding',
            }))}
            value={container}
            columns={2}
            onChange={({ detail }) => changeHosting({ container: detail.value as InferenceContainer, settings: {} })}
          />
        </FormField>
      </Container>
      <Container
        header={
          <Header variant="h2" description="All optional: an empty field is left to the server.">
            Settings of the server
          </Header>
        }
      >
        <EngineFields {...fields} />
      </Container>
      <ExpandableSection variant="container" headerText="Image, memory, environment and health check">
        <SpaceBetween size="l">
          <ImageField {...fields} />
          <NumberField {...fields} path="containerConfig.sharedMemorySize" />
          <VariableFields variables={variables} change={(next) => changeHosting({ variables: next })} />
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
export const HealthFields = (fields: ModelFields) => {
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
