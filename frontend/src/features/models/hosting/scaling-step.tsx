import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ModelFields } from '../model-fields.ts';
import type { HostingDraft } from './hosting-draft.ts';
import { NumberField } from './number-field.tsx';

/** What decides on capacity, in people's words. */
export const metrics = [
  { id: 'RequestCountPerTarget', text: 'Requests per copy' },
  { id: 'TargetResponseTime', text: 'Response time' },
] as const;

const standardTarget = { RequestCountPerTarget: '30', TargetResponseTime: '10' } as const;

/** How many copies run, and what brings another. */
export const ScalingStep = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <Container header={<Header variant="h2">Copies</Header>}>
      <ColumnLayout columns={2}>
        <NumberField {...fields} path="autoScalingConfig.minCapacity" />
        <NumberField {...fields} path="autoScalingConfig.maxCapacity" />
      </ColumnLayout>
    </Container>
    <Container header={<Header variant="h2">When another copy is started</Header>}>
      <SpaceBetween size="l">
        <MetricField {...fields} />
        <NumberField {...fields} path="autoScalingConfig.metricConfig.targetValue" />
      </SpaceBetween>
    </Container>
    <ExpandableSection variant="container" headerText="Beginning and timing">
      <ColumnLayout columns={2}>
        <NumberField {...fields} path="autoScalingConfig.desiredCapacity" />
        <NumberField {...fields} path="autoScalingConfig.cooldown" />
        <NumberField {...fields} path="autoScalingConfig.metricConfig.estimatedInstanceWarmup" />
        <NumberField {...fields} path="autoScalingConfig.defaultInstanceWarmup" />
      </ColumnLayout>
    </ExpandableSection>
  </SpaceBetween>
);

function MetricField({ draft: { hosting }, changeHosting }: ModelFields) {
  const choose = (metric: HostingDraft['metric']): void =>
    changeHosting({
      metric,
      numbers: { ...hosting.numbers, 'autoScalingConfig.metricConfig.targetValue': standardTarget[metric] },
    });
  return (
    <FormField
      label="Measured by"
      description="Requests per copy and minute, or the slowest tenth of response times in seconds."
    >
      <SegmentedControl
        label="Measured by"
        options={metrics}
        selectedId={hosting.metric}
        onChange={({ detail }) => choose(detail.selectedId as HostingDraft['metric'])}
      />
    </FormField>
  );
}
