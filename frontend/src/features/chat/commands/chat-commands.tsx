import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import type { RefObject } from 'react';
import { useMemo } from 'react';
import { wordsFor } from '../../../platform/refusal.ts';
import { useOffer } from '../../../ui/commands.ts';
import type { Command } from '../../../ui/commands.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { insertText } from '../composer/insert-text.ts';
import type { PromptChoices } from '../composer/suggestions.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { exportOpen } from '../history/session-actions.ts';
import { printConversation } from '../history/print-conversation.ts';
import type { ChatModel } from '../models/chat-models.ts';
import { usePromptLibrary } from '../prompts/prompt-library.ts';
import type { PromptLibrary } from '../prompts/prompt-library.ts';

interface ChatCommandsProps {
  readonly conversation: Conversation;
  readonly isTemporary: boolean;
  readonly models: readonly ChatModel[];
  readonly model: ChatModel | undefined;
  readonly prompts: PromptChoices | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  chooseModel(model: ChatModel): void;
  openSettings(): void;
}

/** Adds to the palette, while it is open, what can be done with the conversation that is shown. Draws nothing. */
export function ChatCommands(props: ChatCommandsProps): null {
  const { conversation, isTemporary, models, model, prompts, field, chooseModel, openSettings } = props;
  const notify = useNotify();
  const library = usePromptLibrary(prompts !== undefined);
  // Made once while the palette is open: only prompts come later than it does.
  const commands = useMemo(
    () => [
      ...conversationCommands(conversation, isTemporary, (error) => notify({ type: 'error', text: wordsFor(error) })),
      ...summaryCommands(conversation, isTemporary, model),
      action('Settings of this conversation', 'system prompt temperature markdown streaming', openSettings),
      ...modelCommands(models, model, chooseModel),
      ...(prompts ? promptCommands(prompts, library, field) : []),
    ],
    [library],
  );
  useOffer(commands);
  return null;
}

const action = (words: string, also: string, act: () => void): Command => ({
  id: `do ${words}`,
  group: 'Actions',
  words,
  also,
  act,
});

function conversationCommands(
  conversation: Conversation,
  isTemporary: boolean,
  failed: (error: unknown) => void,
): Command[] {
  if (conversation.view().turns.length === 0) return [];
  const save = (format: 'json' | 'md') => (): void => void exportOpen(conversation, isTemporary, format).catch(failed);
  return [
    action(
      'Print, or save as PDF',
      'export this conversation',
      () => void printConversation(conversation).catch(failed),
    ),
    action('Export as Markdown', 'save download this conversation', save('md')),
    action('Export as JSON', 'save download this conversation', save('json')),
  ];
}

/** By hand: most models do not say how much they can read. */
const summaryCommands = (conversation: Conversation, isTemporary: boolean, model: ChatModel | undefined): Command[] =>
  isTemporary || !model || conversation.view().turns.length < 3
    ? []
    : [
        action(
          'Summarise what was said so far',
          'compact shorten long context window',
          () => void conversation.summarise(model.modelId),
        ),
      ];

const modelCommands = (
  models: readonly ChatModel[],
  chosen: ChatModel | undefined,
  choose: (model: ChatModel) => void,
): Command[] =>
  models
    .filter(({ isReady }) => isReady)
    .map((model) => ({
      id: `ask ${model.modelId}`,
      group: 'Models',
      words: model.name,
      detail: model === chosen ? 'answers this conversation' : model.abilities.join(' · ') || model.description,
      also: 'ask choose',
      act: () => choose(model),
    }));

function promptCommands(
  { takePersona }: PromptChoices,
  { directives = [], personas = [] }: PromptLibrary,
  field: RefObject<HTMLTextAreaElement | null>,
): Command[] {
  const command = ({ id, title }: PromptTemplate, detail: string, act: () => void): Command => ({
    id,
    group: 'Prompts',
    words: title,
    detail,
    act,
  });
  const insert = (body: string): void => {
    const { current } = field;
    if (current) insertText(current, body, current.selectionStart, current.selectionEnd);
  };
  return [
    ...directives.map((one) => command(one, 'insert into the question', () => insert(one.body))),
    ...(takePersona ? personas.map((one) => command(one, 'speak with this persona', () => takePersona(one))) : []),
  ];
}
