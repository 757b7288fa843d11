import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { NumberField } from '../hosting/number-field.tsx';
import { ServerSettings } from '../hosting/server-settings.tsx';
import type { ModelFields } from '../model-fields.ts';
import { changeableScaling } from './changes.ts';

/** What of a self-hosted model can change while it exists: its copies, and what its container is told. */
export const HostingChanges = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <Container header={<Header variant="h2">Copies</Header>}>
      <ColumnLayout columns={2}>
        {changeableScaling.map((path) => (
          <NumberField key={path} {...fields} path={path} />
        ))}
      </ColumnLayout>
    </Container>
    <ServerSettings fields={fields} note="A change here replaces its copies one after the other." isNew={false} />
  </SpaceBetween>
);
