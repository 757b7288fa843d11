import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ModelFields } from '../model-fields.ts';
import { NumberField } from './number-field.tsx';

const place = 'loadBalancerConfig.healthCheckConfig.path';

/** How the model's own load balancer finds out which copies answer. */
export const LoadBalancerStep = (fields: ModelFields) => {
  const { draft, changeHosting, errorOf, leave } = fields;
  return (
    <Container header={<Header variant="h2">Health check</Header>}>
      <SpaceBetween size="l">
        <FormField
          label="Path"
          description="What it asks each copy for; every server here answers at /health."
          errorText={errorOf(place)}
        >
          <Input
            value={draft.hosting.healthPath}
            onChange={({ detail }) => changeHosting({ healthPath: detail.value })}
            onBlur={() => leave(place)}
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
        <ColumnLayout columns={2}>
          <NumberField {...fields} path="loadBalancerConfig.healthCheckConfig.interval" />
          <NumberField {...fields} path="loadBalancerConfig.healthCheckConfig.timeout" />
          <NumberField {...fields} path="loadBalancerConfig.healthCheckConfig.healthyThresholdCount" />
          <NumberField {...fields} path="loadBalancerConfig.healthCheckConfig.unhealthyThresholdCount" />
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
};
