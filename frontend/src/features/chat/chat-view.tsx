import { useEffect, useSyncExternalStore } from 'react';
import { useConfiguration } from '../../platform/configuration.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { ChatMiddle } from './chat-middle.tsx';
import { DropArea } from './composer/drop-area.tsx';
import { useAttachments } from './composer/use-attachments.ts';
import type { Conversation, ConversationView } from './conversation/conversation.ts';
import type { Keep } from './conversation/keep.ts';
import { rereadModels } from './conversation/open-conversation.ts';
import { useChatModels } from './models/chat-models.ts';
import type { ChatModel } from './models/chat-models.ts';
import { cannotBegin, chosenModel } from './models/which-model.ts';
import { MissingConversation, NoModel, TemporaryNote, Trouble } from './notes.tsx';
import { prepareAnswers } from './thread/answer-words.tsx';
import { DisplayContext, useDisplayOf } from './thread/display.ts';
import { SignPicturesAgain } from './thread/picture.tsx';
import { StoringNotes } from './storing-notes.tsx';
import { useActs } from './use-acts.ts';
import { Writing } from './writing.tsx';

// What draws answers comes beside what they say, not after it.
prepareAnswers();

interface ChatViewProps {
  readonly conversation: Conversation;
  /** It has no address yet. */
  readonly isNew: boolean;
  /** Nothing of it is stored. */
  readonly isTemporary?: boolean;
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
  if (error && !isReadable(view, models)) return <Trouble words={wordsFor(error)} again={() => void refetch()} />;
  if (models && cannotBegin(view, models)) return <NoModel hasSome={models.length > 0} />;
  return <OpenChat {...props} view={view} models={models ?? []} defaultId={defaultId} />;
}

/** Models are known, or there is something to read without them. */
const isReadable = ({ turns }: ConversationView, models: readonly ChatModel[] | undefined): boolean =>
  models !== undefined || turns.length > 0;

interface OpenChatProps extends ChatViewProps {
  readonly view: ConversationView;
  readonly models: readonly ChatModel[];
  /** The model that new conversations begin with, unless somebody chose. */
  readonly defaultId: string | null | undefined;
}

/** What was said, and where one writes. */
function OpenChat({ conversation, isNew, isTemporary = false, keep, began, view, models, defaultId }: OpenChatProps) {
  const model = chosenModel(models, view, defaultId);
  const { enabledComponents: switches } = useConfiguration();
  const attachments = useAttachments();
  const acts = useActs(conversation, model, { isNew, began });
  const { failure } = view;
  useEffect(() => {
    if (failure?.remedy === 'choose-model') rereadModels();
  }, [failure]);
  return (
    <DisplayContext value={useDisplayOf(view.settings, switches)}>
      <DropArea drop={switches.uploadContextDocs ? attachments.addFiles : undefined}>
        <section className={isTemporary ? 'chat is-temporary' : 'chat'} aria-label="Chat">
          <h1 className="for-screen-readers chat-title">{view.name ?? (isTemporary ? 'Temporary chat' : 'Chat')}</h1>
          {isTemporary && <TemporaryNote />}
          <SignPicturesAgain value={conversation.signAgain}>
            <ChatMiddle view={view} model={model} acts={acts} isTemporary={isTemporary} />
          </SignPicturesAgain>
          <StoringNotes conversation={conversation} view={view} />
          <Writing
            conversation={conversation}
            draft={isNew ? 'new' : view.sessionId}
            isTemporary={isTemporary}
            keep={keep}
            view={view}
            models={models}
            model={model}
            attachments={attachments}
            send={acts.ask}
          />
        </section>
      </DropArea>
    </DisplayContext>
  );
}
