import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AbilityFields } from '../ability-fields.tsx';
import { AccessFields } from '../access-fields.tsx';
import type { ModelFields } from '../model-fields.ts';
import { NameField } from '../text-field.tsx';

/** What it is called, what it does and who may use it. */
export const BaseStep = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <Container header={<Header variant="h2">What it is called and does</Header>}>
      <SpaceBetween size="l">
        <NameField {...fields} />
        <AbilityFields {...fields} offered={['textgen', 'embedding']} />
      </SpaceBetween>
    </Container>
    <Container header={<Header variant="h2">Who may use it</Header>}>
      <AccessFields {...fields} />
    </Container>
  </SpaceBetween>
);
