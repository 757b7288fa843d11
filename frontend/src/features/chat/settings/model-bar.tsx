import Icon from '@cloudscape-design/components/icon';
import type { ChatModel } from '../models/chat-models.ts';
import { ModelPicker } from '../models/model-picker.tsx';

interface ModelBarProps {
  readonly models: readonly ChatModel[];
  readonly model: ChatModel | undefined;
  chooseModel(model: ChatModel): void;
  openSettings(): void;
}

/** Which model is asked, and how. */
export const ModelBar = ({ models, model, chooseModel, openSettings }: ModelBarProps) => (
  <>
    <button
      type="button"
      className="quiet-button"
      aria-label="Settings of this conversation"
      title="Settings of this conversation"
      onClick={openSettings}
    >
      <Icon name="settings" />
    </button>
    <span className="composer-space" />
    <ModelPicker models={models} chosen={model} choose={chooseModel} />
  </>
);
