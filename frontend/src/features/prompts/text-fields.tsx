import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Tiles from '@cloudscape-design/components/tiles';
import type { PromptFields } from './prompt-fields.ts';
import { promptTypes } from './prompt-words.ts';

const tiles = promptTypes.map(({ value, label, description }) => ({ value, label, description }));

/** What it is, what it is called, and its words. */
export const TextFields = ({ draft, change, errorOf, leave }: PromptFields) => (
  <SpaceBetween size="l">
    <FormField label="Type">
      <Tiles
        items={tiles}
        value={draft.type}
        columns={2}
        onChange={({ detail }) => change({ type: detail.value === 'directive' ? 'directive' : 'persona' })}
      />
    </FormField>
    <FormField label="Title" description="What people look for when they choose one." errorText={errorOf('title')}>
      <Input
        value={draft.title}
        onChange={({ detail }) => change({ title: detail.value })}
        onBlur={() => leave('title')}
        placeholder={draft.type === 'persona' ? 'Contract reviewer' : 'Summary in three sentences'}
        autoComplete={false}
      />
    </FormField>
    <FormField stretch label="Prompt" description="What the model is told, word for word." errorText={errorOf('body')}>
      <Textarea
        value={draft.body}
        rows={12}
        onChange={({ detail }) => change({ body: detail.value })}
        onBlur={() => leave('body')}
      />
    </FormField>
  </SpaceBetween>
);
