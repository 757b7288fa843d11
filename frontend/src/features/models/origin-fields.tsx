import SpaceBetween from '@cloudscape-design/components/space-between';
import FormField from '@cloudscape-design/components/form-field';
import Tiles from '@cloudscape-design/components/tiles';
import type { ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';
import { NameField, TextField } from './text-field.tsx';

const origins = [
  {
    value: 'address',
    label: 'An address',
    description: 'Anything that speaks as OpenAI does: vLLM, Ollama, llama.cpp, a gateway, OpenAI itself.',
  },
  {
    value: 'provider',
    label: 'A provider',
    description: 'Amazon Bedrock, Anthropic, Azure, Google and a hundred more, translated by LiteLLM.',
  },
  {
    value: 'hosted',
    label: 'This AWS account',
    description: 'Weights of your own on GPU instances that LISA starts, scales and stops.',
  },
];

/** The three places a model can run at. */
const OriginChoice = ({ draft: { origin }, change }: ModelFields) => (
  <FormField label="Reached through" stretch>
    <Tiles
      items={origins}
      value={origin}
      columns={3}
      onChange={({ detail }) => change({ origin: detail.value as ModelDraft['origin'] })}
    />
  </FormField>
);

const AddressFields = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <TextField
      {...fields}
      field="modelUrl"
      label="Address"
      description="Its base, usually ending in /v1. It must be reachable from the network LISA runs in."
      placeholder="https://models.example.com/v1"
    />
    <TextField
      {...fields}
      field="modelName"
      label="Model at that address"
      description="What that address calls the model."
      placeholder="llama-4-70b"
    />
  </SpaceBetween>
);

const ProviderFields = (fields: ModelFields) => (
  <SpaceBetween size="l">
    <TextField
      {...fields}
      field="modelName"
      label="Model of the provider"
      description="As LiteLLM names it: the provider, a slash, and the provider’s own name."
      placeholder="bedrock/us.anthropic.claude-sonnet-4-5"
    />
    <TextField
      {...fields}
      field="modelUrl"
      label="Address – optional"
      description="Only where the provider gives you one of your own, as Azure does."
      placeholder="https://my-resource.openai.azure.com"
    />
  </SpaceBetween>
);

const fieldsOf = { address: AddressFields, provider: ProviderFields };

/** Where it runs; for a model that runs elsewhere also its names, and the key. */
export function OriginFields(fields: ModelFields) {
  const { origin } = fields.draft;
  if (origin === 'hosted') return <OriginChoice {...fields} />;
  const Elsewhere = fieldsOf[origin];
  return (
    <SpaceBetween size="l">
      <OriginChoice {...fields} />
      <NameField {...fields} />
      <Elsewhere {...fields} />
      <TextField
        {...fields}
        field="apiKey"
        type="password"
        label="API key – optional"
        description="Kept in Secrets Manager and never shown again. Leave it empty where none is needed."
      />
    </SpaceBetween>
  );
}
