import { signIn } from '../../platform/sign-in.ts';
import { Loading } from '../../ui/loading.tsx';
import type { ConversationView } from './conversation/conversation.ts';
import type { ChatModel } from './models/chat-models.ts';
import { Welcome } from './notes.tsx';
import { useSettledAnswers } from './thread/answer-words.tsx';
import { FailureNotice } from './thread/failure-notice.tsx';
import { ThreadView } from './thread/thread-view.tsx';
import type { Acts } from './use-acts.ts';

interface ChatMiddleProps {
  readonly view: ConversationView;
  readonly model: ChatModel | undefined;
  readonly acts: Acts;
  readonly isTemporary: boolean;
}

/** What was said, or how to begin. */
export function ChatMiddle(props: ChatMiddleProps) {
  const { view, model, acts, isTemporary } = props;
  const isSettled = useSettledAnswers();
  const count = view.turns.length;
  if (count > 1 && !isSettled) return <Loading what="conversation" />;
  if (count > 0) return <Said {...props} />;
  if (view.loading.name === 'loading') return <Loading what="conversation" />;
  return <Welcome modelName={model?.name} ask={acts.ask} isTemporary={isTemporary} />;
}

function Said({ view, model, acts }: ChatMiddleProps) {
  return (
    <ThreadView
      view={view}
      canAsk={!view.answering && model !== undefined}
      edit={acts.edit}
      again={acts.again}
      show={acts.show}
      openEarlier={acts.openEarlier}
    >
      {view.failure && (
        <FailureNotice
          failure={view.failure}
          hasModel={model !== undefined}
          retry={acts.retry}
          signIn={() => void signIn()}
        />
      )}
      {isUnanswered(view) && (
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
const isUnanswered = ({ turns, answering, failure, loading }: ConversationView): boolean =>
  turns.at(-1)?.message.type === 'human' && !answering && !failure && loading.name !== 'loading';
