import type { ChatMessage } from '../conversation/chat-message.ts';
import { modelOf } from '../conversation/chat-message.ts';

const number = new Intl.NumberFormat();
const second = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const measured = ({ metadata }: ChatMessage, key: string): number | undefined => {
  const value: unknown = metadata?.[key];
  return typeof value === 'number' ? value : undefined;
};

/** Who answered, how long it took, and how many tokens. */
export function AnswerFacts({ message }: { readonly message: ChatMessage }) {
  const { completionTokens, promptTokens } = message.usage ?? {};
  const seconds = measured(message, 'answeredIn') ?? message.usage?.responseTime ?? undefined;
  const facts = [
    modelOf(message),
    seconds === undefined ? undefined : `${second.format(seconds)} s`,
    completionTokens ? `${number.format(completionTokens)} tokens` : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <span className="answer-facts" title={detailsOf(message, promptTokens, seconds)}>
      {facts.join(' · ')}
    </span>
  );
}

function detailsOf(message: ChatMessage, promptTokens: number | null | undefined, seconds: number | undefined): string {
  const first = measured(message, 'firstTokenAfter');
  const tokens = message.usage?.completionTokens;
  return [
    promptTokens ? `${number.format(promptTokens)} tokens read` : '',
    tokens && seconds ? `${number.format(Math.round(tokens / seconds))} tokens a second` : '',
    first === undefined ? '' : `first word after ${second.format(first)} s`,
  ]
    .filter(Boolean)
    .join(', ');
}
