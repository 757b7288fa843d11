import Icon from '@cloudscape-design/components/icon';
import { useState } from 'react';
import type { ChatSettings } from '../conversation/settings.ts';
import type { ChatModel } from '../models/chat-models.ts';
import { ModelPicker } from '../models/model-picker.tsx';
import { SettingsDialog } from './settings-dialog.tsx';

interface ModelBarProps {
  readonly models: readonly ChatModel[];
  readonly model: ChatModel | undefined;
  readonly settings: ChatSettings;
  change(settings: ChatSettings): void;
}

/** Which model is asked, and how. */
export function ModelBar({ models, model, settings, change }: ModelBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label="Settings of this conversation"
        title="System prompt and model settings"
        onClick={() => setOpen(true)}
      >
        <Icon name="settings" />
      </button>
      <span className="composer-space" />
      <ModelPicker models={models} chosen={model} choose={({ modelId }) => change({ ...settings, modelId })} />
      {isOpen && <SettingsDialog settings={settings} model={model} change={change} close={() => setOpen(false)} />}
    </>
  );
}
