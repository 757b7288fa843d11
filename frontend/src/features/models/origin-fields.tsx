import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import type { ModelDraft } from './model-draft.ts';
import type { ModelFields } from './model-fields.ts';

const origins = [
  {
    value: 'address',
    label: 'An address',
    description: 'Anything that speaks as OpenAI does: vLLM, Ollama, TGI, llama.cpp, a gateway, OpenAI itself.',
  },
  {
    value: 'provider',
    label: 'A provider',
    description: 'Amazon Bedrock, Anthropic, Azure, Google and a hundred more, translated by LiteLLM.',
  },
];

type TextField = 'modelId' | 'modelName' | 'modelUrl' | 'apiKey';

interface TextProps extends ModelFields {
  readonly field: TextField;
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly type?: InputProps.Type;
}

const Text = ({ field, label, description, placeholder, type, draft, change, errorOf, leave }: TextProps) => (
  <FormField label={label} description={description} errorText={errorOf(field)}>
    <Input
      value={draft[field]}
      onChange={({ detail }) => change({ [field]: detail.value } as Pick<ModelDraft, TextField>)}
      onBlur={() => leave(field)}
      autoComplete={false}
      spellcheck={false}
      {...(type && { type })}
      {...(placeholder && { placeholder })}
    />
  </FormField>
);

/** Address or provider, the model's names, and the key. */
export function OriginFields(fields: ModelFields) {
  const isAddress = fields.draft.origin === 'address';
  return (
    <SpaceBetween size="l">
      <FormField label="Reached through">
        <Tiles
          items={origins}
          value={fields.draft.origin}
          columns={2}
          onChange={({ detail }) => fields.change({ origin: detail.value === 'address' ? 'address' : 'provider' })}
        />
      </FormField>
      <Text
        {...fields}
        field="modelId"
        label="Name"
        description="What people and programs call it here. It cannot be changed later."
        placeholder="my-model"
      />
      {isAddress && (
        <Text
          {...fields}
          field="modelUrl"
          label="Address"
          description="Its base, usually ending in /v1. It must be reachable from the network LISA runs in."
          placeholder="https://models.example.com/v1"
        />
      )}
      <Text
        {...fields}
        field="modelName"
        label={isAddress ? 'Model at that address' : 'Model of the provider'}
        description={
          isAddress
            ? 'What that address calls the model.'
            : 'As LiteLLM names it: the provider, a slash, and the provider’s own name.'
        }
        placeholder={isAddress ? 'llama-4-70b' : 'bedrock/us.anthropic.claude-sonnet-4-5'}
      />
      <Text
        {...fields}
        field="apiKey"
        type="password"
        label="API key – optional"
        description="Kept in Secrets Manager and never shown again. Leave it empty where none is needed."
      />
    </SpaceBetween>
  );
}
