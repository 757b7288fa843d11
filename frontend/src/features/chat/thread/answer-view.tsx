import { memo, useSyncExternalStore } from 'react';
import { CopyButton } from '../../../ui/markdown/copy-button.tsx';
import { SmallIcon } from '../../../ui/small-icon.tsx';
import type { Answering } from '../conversation/answering.ts';
import { endingOf, imagesIn, modelOf, wordsOf } from '../conversation/chat-message.ts';
import type { Attached } from '../conversation/chat-message.ts';
import type { Turn } from '../conversation/thread.ts';
import type { Answer, Phase, ToolCall } from '../stream/machine.ts';
import { AnswerFacts } from './answer-facts.tsx';
import { likelyHeight } from './likely-height.ts';
import { Reasoning } from './reasoning.tsx';
import { AnswerWords } from './answer-words.tsx';
import { DetailsButton } from './details-button.tsx';
import { Pictures } from './picture.tsx';
import { useDisplay } from './display.ts';
import { storedCalls, ToolCalls } from './tool-calls.tsx';
import { Versions } from './versions.tsx';

interface AnswerViewProps {
  /** The answer as it is stored; undefined until it is whole. */
  readonly turn: Turn | undefined;
  /** The answer as it is being written; undefined once it is whole. */
  readonly answering: Answering | undefined;
  readonly isLast: boolean;
  /** Below it stands already why it is not complete. */
  readonly isExplained: boolean;
  readonly canAsk: boolean;
  /** Asks the same question for another answer; this one stays as a version. */
  again(turn: Turn): void;
  show(turn: Turn, versionId: string): void;
}

const nothing = (): undefined => undefined;
const never = (): (() => void) => nothing;

/**
 * An answer. While it is being written it is the only part of the page that is drawn with every frame; once whole it
 * stays the same elements, so that nothing flickers.
 */
export const AnswerView = memo(function AnswerView(props: AnswerViewProps) {
  const { turn, answering } = props;
  const growing = useGrowing(answering);
  const isGrowing = growing !== undefined;
  const by = writerOf(turn, answering);
  return (
    <article
      className="answer"
      aria-label={`Answer by ${by}`}
      aria-busy={isGrowing}
      style={turn && { containIntrinsicHeight: `auto ${likelyHeight(wordsOf(turn.message), innerWidth)}px` }}
    >
      <h2 className="for-screen-readers">Answer by {by}</h2>
      <Content parts={isGrowing ? partsOf(growing) : storedParts(turn)} isGrowing={isGrowing} />
      {isGrowing && <Progress phase={growing.phase} tool={growing.toolCalls.at(-1)?.name} />}
      {turn && !isGrowing && <Whole {...props} turn={turn} />}
    </article>
  );
});

const useGrowing = (answering: Answering | undefined): Answer | undefined =>
  useSyncExternalStore<Answer | undefined>(answering?.subscribe ?? never, answering?.current ?? nothing);

const writerOf = (turn: Turn | undefined, answering: Answering | undefined): string =>
  answering?.modelId ?? (turn && modelOf(turn.message)) ?? 'the model';

function Content({ parts, isGrowing }: { readonly parts: Parts; readonly isGrowing: boolean }) {
  const { text, reasoning, isThinking, thoughtFor, calls, images } = parts;
  const { showsThoughts } = useDisplay();
  return (
    <>
      {reasoning !== '' && showsThoughts && (
        <Reasoning text={reasoning} isGrowing={isThinking} thoughtFor={thoughtFor} />
      )}
      {text !== '' && <AnswerWords text={text} isGrowing={isGrowing} />}
      <Pictures images={images} />
      <ToolCalls calls={calls} isGrowing={isGrowing} />
    </>
  );
}

interface Parts {
  readonly text: string;
  readonly reasoning: string;
  readonly isThinking: boolean;
  readonly thoughtFor: unknown;
  readonly calls: readonly ToolCall[];
  readonly images: readonly (Attached & { readonly kind: 'image' })[];
}

const partsOf = (answer: Answer): Parts => ({
  text: answer.text,
  reasoning: answer.reasoning,
  isThinking: answer.thoughtUntil === undefined && answer.text === '',
  thoughtFor: secondsThought(answer),
  calls: answer.toolCalls,
  images: answer.images.map((url) => ({ kind: 'image', name: 'Picture by the model', url })),
});

const storedParts = (turn: Turn | undefined): Parts => ({
  text: turn ? wordsOf(turn.message) : '',
  reasoning: turn?.message.reasoningContent ?? '',
  isThinking: false,
  thoughtFor: turn?.message.metadata?.['thoughtFor'],
  calls: turn ? storedCalls(turn.message) : [],
  images: turn ? imagesIn(turn.message) : [],
});

const endings = {
  stopped: 'You stopped this answer.',
  cut: 'The connection ended before the answer was complete. What arrived is kept.',
  failed: 'The model failed before the answer was complete. What arrived is kept.',
} as const;

/** What one can do with an answer that is whole, and what is to be said about it. */
function Whole({ turn, isLast, isExplained, canAsk, again, show }: AnswerViewProps & { readonly turn: Turn }) {
  const { message } = turn;
  const ending = endingOf(message);
  return (
    <>
      {message.guardrailTriggered && (
        <p className="answer-note">A guardrail of this model wrote this answer. It is not sent to the model again.</p>
      )}
      {ending && !isExplained && (
        <p className="answer-note">
          {endings[ending]}{' '}
          <button type="button" className="text-button" disabled={!canAsk} onClick={() => again(turn)}>
            Try again
          </button>
        </p>
      )}
      <div className={isLast ? 'turn-actions is-shown' : 'turn-actions'}>
        <Versions turn={turn} show={show} />
        <CopyButton label="Copy answer" text={() => wordsOf(message)} />
        <button
          type="button"
          className="quiet-button"
          aria-label="Regenerate"
          title="Ask for another answer"
          disabled={!canAsk}
          onClick={() => again(turn)}
        >
          <SmallIcon name="refresh" />
        </button>
        <DetailsButton message={message} />
        <AnswerFacts message={message} />
      </div>
    </>
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
