import type { ReactNode } from 'react';
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { SmallIcon } from '../../../ui/small-icon.tsx';
import type { Answering } from '../conversation/answering.ts';
import type { ConversationView } from '../conversation/conversation.ts';
import type { Turn } from '../conversation/thread.ts';
import { AnswerView } from './answer-view.tsx';
import { Earlier } from './earlier.tsx';
import { Question } from './question.tsx';
import { SummaryOfEarlier } from './summary-of-earlier.tsx';
import { useFollowing } from './use-following.ts';
import { useShownTurns } from './use-shown-turns.ts';

interface ThreadViewProps {
  readonly view: ConversationView;
  readonly canAsk: boolean;
  /** After the last message: why there is no answer. */
  readonly children: ReactNode;
  edit(turn: Turn, words: string): void;
  again(turn: Turn): void;
  show(turn: Turn, versionId: string): void;
  openEarlier(): void;
}

/** The conversation. It follows the newest words until somebody scrolls away, and offers the way back. */
export function ThreadView({ view, canAsk, children, edit, again, show, openEarlier }: ThreadViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { answering, turns, sessionId } = view;
  const { hasMore, follow } = useFollowing(scroller, content, answering);
  const { shown, hidden, reveal } = useShownTurns(turns, scroller);
  useLayoutEffect(follow, [follow, sessionId, answering?.id]);
  // Which buttons can be pressed may come a moment later than the question itself: there may be thousands.
  const shared = { canAsk: useDeferredValue(canAsk), again, show };
  return (
    <div className="thread-frame">
      <div ref={scroller} className="thread" role="log" aria-live="off" aria-label="Conversation" tabIndex={0}>
        <div ref={content} className="thread-content">
          {(hidden > 0 || view.earlier !== undefined) && (
            <Earlier
              scroller={scroller}
              isLoading={hidden === 0 && view.isLoadingEarlier}
              next={`${hidden} ${view.earlier}`}
              open={hidden > 0 ? reveal : openEarlier}
            />
          )}
          {turnsAndAnswer(answering ? untilQuestion(shown, answering.parentId) : shown, answering).map(
            ({ key, turn, ...growing }, index, all) =>
              turn?.message.type === 'human' ? (
                <Question key={key} turn={turn} canAsk={shared.canAsk} edit={edit} show={show} />
              ) : turn?.message.type === 'summary' ? (
                <SummaryOfEarlier key={key} turn={turn} />
              ) : (
                <AnswerView
                  key={key}
                  turn={turn}
                  {...growing}
                  isLast={index === all.length - 1}
                  isExplained={index === all.length - 1 && view.failure !== undefined}
                  {...shared}
                />
              ),
          )}
          {children}
        </div>
      </div>
      {hasMore && (
        <button type="button" className="new-text" onClick={follow}>
          <SmallIcon name="arrow-down" /> New text below
        </button>
      )}
      <Announcements view={view} />
    </div>
  );
}

interface Shown {
  readonly key: string;
  readonly turn: Turn | undefined;
  readonly answering: Answering | undefined;
}

/** One list, so that an answer keeps its elements when it turns from growing to whole. */
const turnsAndAnswer = (turns: readonly Turn[], answering: Answering | undefined): readonly Shown[] => [
  ...turns.map((turn) => ({ key: turn.message.id, turn, answering: undefined })),
  ...(answering ? [{ key: answering.id, turn: undefined, answering }] : []),
];

function untilQuestion(turns: readonly Turn[], questionId: string): readonly Turn[] {
  const at = turns.findIndex(({ message }) => message.id === questionId);
  return at < 0 ? turns : turns.slice(0, at + 1);
}

/** Says to those who do not see it that an answer has begun, and that it has ended. */
function Announcements({ view: { answering, failure } }: { readonly view: ConversationView }) {
  const [said, setSaid] = useState('');
  const wasAnswering = useRef(false);
  useEffect(() => {
    if (answering) setSaid(`${answering.modelId} is answering`);
    else if (wasAnswering.current && !failure) setSaid('The answer is complete');
    wasAnswering.current = answering !== undefined;
  }, [answering, failure]);
  return (
    <div className="for-screen-readers" role="status">
      {said}
    </div>
  );
}
