import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { wordsFor } from '../../platform/refusal.ts';
import { signIn } from '../../platform/sign-in.ts';
import { Loading } from '../../ui/loading.tsx';
import { Composer } from './composer/composer.tsx';
import { DropArea } from './composer/drop-area.tsx';
import { useAttachments } from './composer/use-attachments.ts';
import { attachedTo, contentOf } from './conversation/chat-message.ts';
import type { Conversation, ConversationView } from './conversation/conversation.ts';
import type { Keep } from './conversation/keep.ts';
import { rereadModels } from './conversation/open-conversation.ts';
import type { ChatSettings } from './conversation/settings.ts';
import type { Turn } from './conversation/thread.ts';
import { useChatModels } from './models/chat-models.ts';
import type { ChatModel } from './models/chat-models.ts';
import { MissingConversation, NoModel, SaveNotice, Trouble, Welcome } from './notes.tsx';
import { ModelBar } from './settings/model-bar.tsx';
import { rememberSettings } from './settings/remembered-settings.ts';
import { prepareAnswers } from './thread/answer-words.tsx';
import { FailureNotice } from './thread/failure-notice.tsx';
import { ThreadView } from './thread/thread-view.tsx';
import { useKeys } from './use-keys.ts';

interface ChatViewProps {
  readonly conversation: Conversation;
  /** It has no address yet. */
  readonly isNew: boolean;
  readonly keep: Keep;
  /** The first question was asked: from now on it has an address. */
  began(): void;
  startNew(): void;
}

/** One conversation, or why it cannot be shown. */
export function ChatView(props: ChatViewProps) {
  const { conversation, startNew } = props;
  const view = useSyncExternalStore(conversation.subscribe, conversation.view);
  const { models, defaultId, error, refetch } = useChatModels();
  const { loading } = view;
  if (loading.name === 'missing') return <MissingConversation startNew={startNew} />;
  if (loading.name === 'failed') return <Trouble words={loading.words} again={() => void conversation.open()} />;
  if (error && !models) return <Trouble words={wordsFor(error)} again={() => void refetch()} />;
  if (models && cannotBegin(view, models)) return <NoModel hasSome={models.length > 0} />;
  return <OpenChat {...props} view={view} models={models ?? []} defaultId={defaultId} />;
}

/** What was said before can be read even when no model is left to go on with. */
const cannotBegin = ({ turns }: ConversationView, models: readonly ChatModel[]): boolean =>
  turns.length === 0 && !models.some(({ isReady }) => isReady);

interface OpenChatProps extends ChatViewProps {
  readonly view: ConversationView;
  readonly models: readonly ChatModel[];
  /** The model that new conversations begin with, unless somebody chose. */
  readonly defaultId: string | null | undefined;
}

/** What was said, and where one writes. */
function OpenChat({ conversation, isNew, keep, began, view, models, defaultId }: OpenChatProps) {
  const model = chosenModel(models, view, defaultId);
  const attachments = useAttachments();
  const field = useRef<HTMLTextAreaElement>(null);
  const acts = useActs(conversation, model, { isNew, began });
  const isAnswering = view.answering !== undefined;
  useKeys(field, isAnswering, conversation.stop);
  useEffect(prepareAnswers, []);
  const { failure } = view;
  useEffect(() => {
    if (failure?.remedy === 'choose-model') rereadModels();
  }, [failure]);
  const change = (settings: ChatSettings): void => {
    conversation.setSettings(settings);
    rememberSettings(keep, settings);
  };
  return (
    <DropArea drop={attachments.addFiles}>
      <section className="chat" aria-label="Chat">
        <h1 className="for-screen-readers">{view.name ?? 'Chat'}</h1>
        <Middle view={view} model={model} acts={acts} />
        <SaveNotice saving={view.saving} again={conversation.saveAgain} />
        <Composer
          keep={keep}
          conversation={isNew ? 'new' : view.sessionId}
          attachments={attachments}
          field={field}
          isAnswering={isAnswering}
          blocked={blockedBy(view, model, models.length > 0)}
          isPreparing={view.loading.name === 'loading' || models.length === 0}
          readsImages={model?.readsImages ?? true}
          send={acts.ask}
          stop={conversation.stop}
        >
          <ModelBar models={models} model={model} settings={view.settings} change={change} />
        </Composer>
      </section>
    </DropArea>
  );
}

type Acts = ReturnType<typeof useActs>;

interface MiddleProps {
  readonly view: ConversationView;
  readonly model: ChatModel | undefined;
  readonly acts: Acts;
}

function Middle({ view, model, acts }: MiddleProps) {
  const isLoading = view.loading.name === 'loading';
  if (view.turns.length === 0)
    return isLoading ? <Loading what="conversation" /> : <Welcome modelName={model?.name} ask={acts.ask} />;
  return (
    <ThreadView
      view={view}
      canAsk={!view.answering && model !== undefined}
      edit={acts.edit}
      again={acts.again}
      show={acts.show}
      openEarlier={acts.openEarlier}
    >
      {view.failure && <FailureNotice failure={view.failure} retry={acts.retry} signIn={() => void signIn()} />}
      {!isLoading && isUnanswered(view) && (
        <p className="answer-note">
          This question has no answer.{' '}
          <button type="button" className="text-button" disabled={!model} onClick={acts.retry}>
            Ask again
          </button>
        </p>
      )}
    </ThreadView>
  );
}

/** The page was left before the answer came. */
const isUnanswered = ({ turns, answering, failure }: ConversationView): boolean =>
  turns.at(-1)?.message.type === 'human' && !answering && !failure;

/** What one can do here; the same functions on every drawing, so that finished turns stay as they are. */
function useActs(
  conversation: Conversation,
  model: ChatModel | undefined,
  place: { readonly isNew: boolean; began(): void },
) {
  const now = useRef({ model, place });
  useEffect(() => {
    now.current = { model, place };
  });
  const [acts] = useState(() => {
    const withModel = (act: (model: ChatModel) => void): void => {
      if (now.current.model) act(now.current.model);
    };
    return {
      ask: (content: string | MessagePart[]): void =>
        withModel((one) => {
          conversation.ask(content, one);
          if (now.current.place.isNew) now.current.place.began();
        }),
      edit: (turn: Turn, words: string): void =>
        withModel((one) => conversation.ask(contentOf(words, attachedTo(turn.message)), one, turn)),
      again: (turn: Turn): void => withModel((one) => conversation.answer(turn.parentId ?? '', one)),
      retry: (): void => withModel((one) => conversation.answerLast(one)),
      show: (turn: Turn, versionId: string): void => conversation.show(turn.parentId, versionId),
      openEarlier: (): void => void conversation.openEarlier(),
    };
  });
  return acts;
}

/** The model of the conversation, if it can be asked; a new one begins with the default, or the first that can. */
function chosenModel(
  models: readonly ChatModel[],
  { settings, turns }: ConversationView,
  defaultId: string | null | undefined,
): ChatModel | undefined {
  const ready = models.filter(({ isReady }) => isReady);
  const own = ready.find(({ modelId }) => modelId === settings.modelId);
  if (own || (settings.modelId !== undefined && turns.length > 0)) return own;
  return ready.find(({ modelId }) => modelId === defaultId) ?? ready[0];
}

function blockedBy({ loading }: ConversationView, model: ChatModel | undefined, areModelsKnown: boolean): string {
  if (loading.name === 'loading') return 'The conversation is still loading.';
  if (!areModelsKnown) return 'The models are still loading.';
  return model ? '' : 'The model of this conversation cannot be asked now: choose another one.';
}
