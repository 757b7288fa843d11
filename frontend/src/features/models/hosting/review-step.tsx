import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createModel } from '@lisa/contracts/api/models.routes';
import { callFor } from '../../../platform/call-for.ts';
import { CopyCall } from '../../../ui/copy-call.tsx';
import { requestOf, type ModelDraft } from '../model-draft.ts';
import { reviewOf } from './review.ts';
import { hostingSteps } from './wizard-steps.tsx';

interface ReviewStepProps {
  readonly draft: ModelDraft;
  goTo(step: number): void;
}

/** Everything that will be created, step by step, and the API call that does the same. */
export const ReviewStep = ({ draft, goTo }: ReviewStepProps) => (
  <SpaceBetween size="l">
    {hostingSteps.map(({ title }, step) => (
      <Container
        key={title}
        header={
          <Header
            variant="h2"
            actions={
              <Button ariaLabel={`Edit ${title}`} onClick={() => goTo(step)}>
                Edit
              </Button>
            }
          >
            {title}
          </Header>
        }
      >
        <KeyValuePairs columns={3} items={reviewOf(draft, title)} />
      </Container>
    ))}
    <CopyCall call={callFor(createModel, { body: requestOf(draft) })} />
  </SpaceBetween>
);
