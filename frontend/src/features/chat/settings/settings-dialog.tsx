import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { useId } from 'react';
import { useModal } from '../../../ui/use-modal.ts';
import { ChatSettings, defaultSettings } from '../conversation/settings.ts';
import type { ChatModel } from '../models/chat-models.ts';
import { DisplayFields } from './display-fields.tsx';
import type { SetSettings } from './field.tsx';
import { ModelArguments } from './model-arguments.tsx';
import { SystemPrompt } from './system-prompt.tsx';

type Switches = Pick<
  Configuration['enabledComponents'],
  'editKwargs' | 'editPromptTemplate' | 'showPromptTemplateLibrary' | 'viewMetaData'
>;

interface SettingsDialogProps {
  readonly settings: ChatSettings;
  /** What administrators let people set. */
  readonly switches: Switches;
  readonly model: ChatModel | undefined;
  change(settings: ChatSettings): void;
  close(): void;
}

/** How this conversation asks, and how its answers are shown. Every change counts at once. */
export function SettingsDialog({ settings, switches, model, change, close }: SettingsDialogProps) {
  const { dialog } = useModal(close);
  const titleId = useId();
  const set: SetSettings = (changes) => change(ChatSettings.parse({ ...settings, ...changes }));
  const reset = (): void => change({ ...defaultSettings, ...(settings.modelId && { modelId: settings.modelId }) });
  return (
    <dialog {...dialog} className="chat-dialog settings" aria-labelledby={titleId}>
      <form method="dialog" className="settings-form">
        <h2 id={titleId}>Settings of this conversation</h2>
        {switches.editPromptTemplate && (
          <SystemPrompt settings={settings} set={set} hasLibrary={switches.showPromptTemplateLibrary} />
        )}
        <DisplayFields settings={settings} set={set} mayLook={switches.viewMetaData} />
        {switches.editKwargs && <ModelArguments settings={settings} set={set} reasons={model?.reasons ?? false} />}
        <p className="settings-note">New conversations begin with the same settings.</p>
        <div className="chat-dialog-bar">
          <button type="button" className="text-button" onClick={reset}>
            Back to the defaults
          </button>
          <button type="submit" className="text-button is-primary">
            Done
          </button>
        </div>
      </form>
    </dialog>
  );
}
