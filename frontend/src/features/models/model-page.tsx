import Badge from '@cloudscape-design/components/badge';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Button from '@cloudscape-design/components/button';
import { getModel, type LisaModel } from '@lisa/contracts/api/models.routes';
import { useNavigate, useParams } from 'react-router';
import { callFor } from '../../platform/call-for.ts';
import { useConfiguration } from '../../platform/configuration.ts';
import { CopyCall } from '../../ui/copy-call.tsx';
import { ModelActions } from './model-actions.tsx';
import { factsOf, hostingFactsOf } from './model-facts.ts';
import { ModelOr } from './model-or.tsx';
import { ModelStatus, ModelSteps } from './model-status.tsx';
import './models.css';

/** One model: where it stands and how it got there, what it is, and what can be done with it. */
export function ModelPage() {
  const { modelId = '' } = useParams();
  return <ModelOr modelId={modelId}>{(model) => <OpenModel model={model} />}</ModelOr>;
}

function OpenModel({ model }: { readonly model: LisaModel }) {
  const navigate = useNavigate();
  const isDefault = useConfiguration().global.defaultModel === model.modelId;
  const hosting = hostingFactsOf(model);
  const all = (): void => void navigate('/model-management');
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={all}>All models</Button>
      <ModelActions model={model} variant="normal" />
    </SpaceBetween>
  );
  return (
    <div className="page">
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={actions}
          description={model.modelDescription}
          info={isDefault && <Badge color="green">Default</Badge>}
        >
          {model.modelId}
        </Header>
        <Container header={<Header variant="h2">Status</Header>}>
          <ColumnLayout columns={2}>
            <div aria-live="polite">
              <ModelStatus {...model} />
            </div>
            <ModelSteps model={model} />
          </ColumnLayout>
        </Container>
        <Container header={<Header variant="h2">What it is</Header>}>
          <KeyValuePairs columns={3} items={factsOf(model)} />
        </Container>
        {hosting.length > 0 && (
          <Container header={<Header variant="h2">How it runs</Header>}>
            <KeyValuePairs columns={3} items={hosting} />
          </Container>
        )}
        <CopyCall call={callFor(getModel, { params: { modelId: model.modelId } })} />
      </SpaceBetween>
    </div>
  );
}
