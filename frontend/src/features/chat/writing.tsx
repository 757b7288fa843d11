import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useConfiguration } from '../../platform/configuration.ts';
import { useCommands } from '../../ui/commands.ts';
import { Composer } from './composer/composer.tsx';
import type { Attachments } from './composer/use-attachments.ts';
import { attachedTo } from './conversation/chat-message.ts';
import type { ChatMessage } from './conversation/chat-message.ts';
import type { Conversation, ConversationView } from './conversation/conversation.ts';
import type { Keep } from './conversation/keep.ts';
import type { ChatSettings } from './conversation/settings.ts';
import type { ChatModel } from './models/chat-models.ts';
import { blockedBy } from './models/which-model.ts';
import { PersonaChip } from './prompts/persona-chip.tsx';
import { usePromptChoices } from './prompts/use-prompt-choices.ts';
import { ModelBar } from './settings/model-bar.tsx';
import { rememberSettings } from './settings/remembered-settings.ts';
import { useKeys } from './use-keys.ts';

const SettingsDialog = lazy(async () => ({
  default: (await import('./settings/settings-dialog.tsx')).SettingsDialog,
}));
const ChatCommands = lazy(async () => ({ default: (await import('./commands/chat-commands.tsx')).ChatCommands }));

interface WritingProps {
  readonly conversation: Conversation;
  /** Whose draft it is. */
  readonly draft: string;
  readonly isTemporary: boolean;
  readonly keep: Keep;
  readonly view: ConversationView;
  readonly models: readonly ChatModel[];
  readonly model: ChatModel | undefined;
  readonly attachments: Attachments;
  send(content: string | MessagePart[]): void;
}

/** The next question, and how it is asked: model, persona, prompts, settings. */
export function Writing(props: WritingProps) {
  const { conversation, draft, keep, view, models, model, attachments, send } = props;
  const { enabledComponents: switches } = useConfiguration();
  const { isOpen: isPaletteOpen } = useCommands();
  const [areSettingsOpen, setSettingsOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isAnswering = view.answering !== undefined;
  useKeys(field, isAnswering, conversation.stop);
  const { change, setSystemPrompt, chooseModel } = useSettings(conversation, keep, view.settings);
  const prompts = usePromptChoices(switches, setSystemPrompt);
  const documents = useMemo(() => view.turns.flatMap(({ message }) => namesAttachedTo(message)), [view.turns]);
  const openSettings = (): void => setSettingsOpen(true);
  const shared = { models, model, chooseModel, prompts, openSettings };
  return (
    <>
      <Composer
        keep={keep}
        conversation={draft}
        attachments={attachments}
        field={field}
        isAnswering={isAnswering}
        blocked={blockedBy(view, model, models.length > 0)}
        isPreparing={view.loading.name === 'loading' || models.length === 0 || view.summarising.name === 'now'}
        readsImages={model?.readsImages ?? true}
        takesFiles={switches.uploadContextDocs}
        choices={{ models, chooseModel, prompts, documents, summarises: switches.documentSummarization }}
        above={
          switches.editPromptTemplate && (
            <PersonaChip
              systemPrompt={view.settings.systemPrompt}
              hasLibrary={prompts !== undefined}
              edit={openSettings}
              remove={() => setSystemPrompt('')}
            />
          )
        }
        send={send}
        stop={conversation.stop}
      >
        <ModelBar {...shared} />
      </Composer>
      <Suspense fallback={null}>
        {areSettingsOpen && (
          <SettingsDialog
            settings={view.settings}
            switches={switches}
            model={model}
            change={change}
            close={() => setSettingsOpen(false)}
          />
        )}
        {isPaletteOpen && (
          <ChatCommands {...shared} conversation={conversation} isTemporary={props.isTemporary} field={field} />
        )}
      </Suspense>
    </>
  );
}

const namesAttachedTo = (message: ChatMessage): string[] => attachedTo(message).map(({ name }) => name);

/** Changes settings of the conversation, and remembers them for the next one. */
function useSettings(conversation: Conversation, keep: Keep, settings: ChatSettings) {
  const change = (next: ChatSettings): void => {
    conversation.setSettings(next);
    rememberSettings(keep, next);
  };
  return {
    change,
    setSystemPrompt: (systemPrompt: string) => change({ ...settings, systemPrompt }),
    chooseModel: ({ modelId }: ChatModel) => change({ ...settings, modelId }),
  };
}
