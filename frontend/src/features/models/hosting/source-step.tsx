import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ModelFields } from '../model-fields.ts';
import { TextField } from '../text-field.tsx';

/** Where the weights lie. */
export const SourceStep = (fields: ModelFields) => (
  <Container>
    <SpaceBetween size="l">
      <TextField
        {...fields}
        field="modelName"
        label="Folder of the weights"
        description="The folder in the models bucket that holds them, named as on Hugging Face. Programs also see this name in answers."
        placeholder="Qwen/Qwen3-8B"
      />
      <Alert type="info" header="Are the weights there already?">
        LISA looks for them before it starts anything. To put them there:{' '}
        <code className="model-command">
          aws s3 sync ./weights s3://&lt;models bucket&gt;/{fields.draft.modelName.trim() || 'Qwen/Qwen3-8B'}/
        </code>
      </Alert>
    </SpaceBetween>
  </Container>
);
