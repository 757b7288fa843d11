import type { ConversationView } from '../conversation/conversation.ts';
import type { ChatModel } from './chat-models.ts';

/** What was said before can be read even when no model is left to go on with. */
export const cannotBegin = ({ turns }: ConversationView, models: readonly ChatModel[]): boolean =>
  turns.length === 0 && !models.some(({ isReady }) => isReady);

/** The model of the conversation, if it can be asked; a new one begins with the default, or the first that can. */
export function chosenModel(
  models: readonly ChatModel[],
  { settings, turns }: ConversationView,
  defaultId: string | null | undefined,
): ChatModel | undefined {
  const ready = models.filter(({ isReady }) => isReady);
  const own = ready.find(({ modelId }) => modelId === settings.modelId);
  if (own || (settings.modelId !== undefined && turns.length > 0)) return own;
  return ready.find(({ modelId }) => modelId === defaultId) ?? ready[0];
}

/** Why nothing can be asked now; empty if it can. */
export function blockedBy(
  { loading, summarising }: ConversationView,
  model: ChatModel | undefined,
  areModelsKnown: boolean,
): string {
  if (loading.name === 'loading') return 'The conversation is still loading.';
  if (summarising.name === 'now') return 'The conversation is being summarised: your question goes afterwards.';
  if (!areModelsKnown) return 'The models are still loading.';
  return model ? '' : 'The model of this conversation cannot be asked now: choose another one.';
}
