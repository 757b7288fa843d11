import Icon from '@cloudscape-design/components/icon';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Answering } from '../conversation/answering.ts';
import type { ConversationView } from '../conversation/conversation.ts';
import type { Turn } from '../conversation/thread.ts';
import { AnswerView } from './answer-view.tsx';
import { Question } from './question.tsx';
import { useFollowing } from './use-following.ts';

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
  const { hasMore, follow } = useFollowing(scroller, content);
  const { answering, turns, sessionId } = view;
  const shown = answering ? untilQuestion(turns, answering.parentId) : turns;
  useEffect(follow, [follow, sessionId, answering?.id]);
  const shared = { canAsk, again, show };
  return (
    <div className="thread-frame">
      <div ref={scroller} className="thread" role="log" aria-live="off" aria-label="Conversation" tabIndex={0}>
        <div ref={content} className="thread-content">
          {view.earlier !== undefined && <Earlier isLoading={view.isLoadingEarlier} open={openEarlier} />}
          {turnsAndAnswer(shown, answering).map(({ key, turn, ...growing }, index, all) =>
            turn?.message.type === 'human' ? (
              <Question key={key} turn={turn} canAsk={canAsk} edit={edit} show={show} />
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
          <Icon name="arrow-down" size="small" /> New text below
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

/** Earlier messages come when one scrolls up to where they are missing. */
function Earlier({ isLoading, open }: { readonly isLoading: boolean; open(): void }) {
  const mark = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && open(), {
      rootMargin: '400px 0px 0px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [open, isLoading]);
  return (
    <button ref={mark} type="button" className="text-button earlier" disabled={isLoading} onClick={open}>
      {isLoading ? 'Loading earlier messages' : 'Show earlier messages'}
    </button>
  );
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
