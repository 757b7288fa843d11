import Icon from '@cloudscape-design/components/icon';
import { lazy, memo, Suspense, useSyncExternalStore } from 'react';
import { CopyButton } from '../../../ui/markdown/copy-button.tsx';
import type { Answering } from '../conversation/answering.ts';
import { endingOf, modelOf, wordsOf } from '../conversation/chat-message.ts';
import type { Turn } from '../conversation/thread.ts';
import type { Answer, Phase } from '../stream/machine.ts';
import { AnswerFacts } from './answer-facts.tsx';
import { Reasoning } from './reasoning.tsx';
import { Versions } from './versions.tsx';

const Markdown = lazy(async () => ({ default: (await import('../../../ui/markdown/markdown.tsx')).Markdown }));

const Words = ({ text, isGrowing }: { readonly text: string; readonly isGrowing: boolean }) => (
  <Suspense fallback={<div className="answer-plain">{text}</div>}>
    <Markdown text={text} isGrowing={isGrowing} />
  </Suspense>
);

interface AnswerViewProps {
  readonly turn: Turn;
  readonly isLast: boolean;
  readonly canAsk: boolean;
  /** Asks the same question for another answer; this one stays as a version. */
  again(turn: Turn): void;
  show(turn: Turn, versionId: string): void;
}

const endings = {
  stopped: 'You stopped this answer.',
  cut: 'The connection ended before the answer was complete. What arrived is kept.',
  failed: 'The model failed before the answer was complete. What arrived is kept.',
} as const;

/** An answer that is whole. */
export const AnswerView = memo(function AnswerView({ turn, isLast, canAsk, again, show }: AnswerViewProps) {
  const { message } = turn;
  const ending = endingOf(message);
  const words = wordsOf(message);
  return (
    <article className="answer" aria-label={`Answer by ${modelOf(message) ?? 'the model'}`}>
      <h2 className="for-screen-readers">Answer by {modelOf(message) ?? 'the model'}</h2>
      {message.reasoningContent && (
        <Reasoning text={message.reasoningContent} thoughtFor={message.metadata?.['thoughtFor']} />
      )}
      <Words text={words} isGrowing={false} />
      {message.guardrailTriggered && (
        <p className="answer-note">A guardrail of this model wrote this answer. It is not sent to the model again.</p>
      )}
      {ending && (
        <p className="answer-note">
          {endings[ending]}{' '}
          <button type="button" className="text-button" disabled={!canAsk} onClick={() => again(turn)}>
            Try again
          </button>
        </p>
      )}
      <div className={isLast ? 'turn-actions is-shown' : 'turn-actions'}>
        <Versions turn={turn} show={show} />
        <CopyButton label="Copy answer" text={() => words} />
        <button
          type="button"
          className="quiet-button"
          aria-label="Regenerate"
          title="Ask for another answer"
          disabled={!canAsk}
          onClick={() => again(turn)}
        >
          <Icon name="refresh" size="small" />
        </button>
        <AnswerFacts message={message} />
      </div>
    </article>
  );
});

/** An answer that is being written: the only part of the page that is drawn with every frame. */
export function AnswerInProgress({ answering }: { readonly answering: Answering }) {
  const answer = useSyncExternalStore(answering.subscribe, answering.current);
  return (
    <article className="answer" aria-label={`Answer by ${answering.modelId}`} aria-busy="true">
      <h2 className="for-screen-readers">Answer by {answering.modelId}</h2>
      {answer.reasoning !== '' && (
        <Reasoning
          text={answer.reasoning}
          isGrowing={answer.thoughtUntil === undefined}
          thoughtFor={secondsThought(answer)}
        />
      )}
      {answer.text !== '' && <Words text={answer.text} isGrowing />}
      <Progress phase={answer.phase} tool={answer.toolCalls.at(-1)?.name} />
    </article>
  );
}

const secondsThought = ({ firstAt, thoughtUntil }: Answer): number | undefined =>
  firstAt === undefined || thoughtUntil === undefined ? undefined : (thoughtUntil - firstAt) / 1000;

function Progress({ phase, tool }: { readonly phase: Phase; readonly tool: string | undefined }) {
  if (phase === 'writing') return <span className="writing-mark" aria-hidden="true" />;
  const words = {
    waiting: 'Waiting for the model',
    thinking: 'Thinking',
    'calling-tool': `Calling ${tool || 'a tool'}`,
  };
  return (
    <p className="waiting-mark">
      <span className="waiting-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {phase in words && words[phase as keyof typeof words]}
    </p>
  );
}
