import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import type { ModelFields } from '../model-fields.ts';
import { containers } from './container-words.ts';
import { ServerSettings } from './server-settings.tsx';

/** The model server, what it is told, and how the container is watched. */
export function ContainerStep(fields: ModelFields) {
  const { draft, changeHosting, errorOf } = fields;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Model server</Header>}>
        <FormField label="Serves the weights" errorText={errorOf('inferenceContainer')}>
          <Tiles
            items={containers.map((one) => ({
              ...one,
              disabled: one.value === 'tei' && draft.modelType !== 'embedding',
            }))}
            value={draft.hosting.container}
            columns={2}
            onChange={({ detail }) => changeHosting({ container: detail.value as InferenceContainer, settings: {} })}
          />
        </FormField>
      </Container>
      <ServerSettings fields={fields} note="All optional: an empty field is left to the server." isNew />
    </SpaceBetween>
  );
}
