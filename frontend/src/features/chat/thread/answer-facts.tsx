import type { ChatMessage } from '../conversation/chat-message.ts';
import { modelOf } from '../conversation/chat-message.ts';
import { useDisplay } from './display.ts';

const number = new Intl.NumberFormat();
const second = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const inSeconds = (value: number): string => `${second.format(value)} s`;

type Fact = readonly [what: string, value: string];

const fact = (what: string, value: number | null | undefined, inWords: (value: number) => string): Fact[] =>
  value === undefined || value === null ? [] : [[what, inWords(value)]];

const measured = ({ metadata }: ChatMessage, key: string): number | undefined => {
  const value: unknown = metadata?.[key];
  return typeof value === 'number' ? value : undefined;
};

const secondsOf = (message: ChatMessage): number | undefined =>
  measured(message, 'answeredIn') ?? message.usage?.responseTime ?? undefined;

/** Who answered, how long it took, and how many tokens; where administrators keep that to themselves, who answered. */
export function AnswerFacts({ message }: { readonly message: ChatMessage }) {
  const { showsDetails, mayLook } = useDisplay();
  const model = modelOf(message);
  if (!mayLook) return <span className="answer-facts">{model}</span>;
  const further = furtherFacts(message).map(([what, value]) => `${value} ${what}`);
  const facts = [model, ...mainFacts(message), ...(showsDetails ? further : [])].filter(Boolean);
  return (
    <span className="answer-facts" title={showsDetails ? undefined : further.join(', ')}>
      {facts.join(' · ')}
    </span>
  );
}

function mainFacts(message: ChatMessage): string[] {
  const seconds = secondsOf(message);
  const written = message.usage?.completionTokens;
  return [
    ...(seconds === undefined ? [] : [inSeconds(seconds)]),
    ...(written ? [`${number.format(written)} tokens`] : []),
  ];
}

/** What else was measured: what it is, and how much. */
function furtherFacts(message: ChatMessage): Fact[] {
  const { promptTokens, completionTokens } = message.usage ?? {};
  const seconds = secondsOf(message);
  const rate = completionTokens && seconds ? Math.round(completionTokens / seconds) : undefined;
  return [
    ...fact('tokens read', promptTokens, number.format),
    ...fact('tokens a second', rate, number.format),
    ...fact('to the first word', measured(message, 'firstTokenAfter'), inSeconds),
    ...fact('of thought', measured(message, 'thoughtFor'), inSeconds),
  ];
}

/** Everything that was measured. */
export const allFacts = (message: ChatMessage): Fact[] => [
  ...fact('for the answer', secondsOf(message), inSeconds),
  ...fact('tokens written', message.usage?.completionTokens, number.format),
  ...furtherFacts(message),
];
