import type { ChatFailure } from './failures.ts';
import type { Signal, TokenUsage } from './signals.ts';
import { atStart, heldBack, tellThoughts } from './thinking-tags.ts';
import type { TagState, Told } from './thinking-tags.ts';

/** Where an answer stands. The last three are final: nothing that arrives later changes them. */
export type Phase = 'waiting' | 'thinking' | 'writing' | 'calling-tool' | 'stopped' | 'failed' | 'done';

/** A tool the model asks for; `args` is JSON text that may still be growing. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

/** An answer as far as it has come. Times are milliseconds of the clock the caller hands in. */
export interface Answer {
  readonly phase: Phase;
  readonly text: string;
  readonly reasoning: string;
  readonly reasoningSignature: string;
  readonly toolCalls: readonly ToolCall[];
  /** Pictures the model made, as data URLs. */
  readonly images: readonly string[];
  readonly usage: TokenUsage | undefined;
  readonly guardrailTriggered: boolean;
  readonly finishReason: string;
  /** The stream ended without its normal end: what came is kept, and the question can be asked again. */
  readonly cut: boolean;
  readonly failure: ChatFailure | undefined;
  readonly startedAt: number;
  readonly firstAt: number | undefined;
  readonly thoughtUntil: number | undefined;
  readonly endedAt: number | undefined;
  readonly tags: TagState;
}

/** An answer nobody has sent anything for yet. */
export const waitingSince = (startedAt: number): Answer => ({
  phase: 'waiting',
  text: '',
  reasoning: '',
  reasoningSignature: '',
  toolCalls: [],
  images: [],
  usage: undefined,
  guardrailTriggered: false,
  finishReason: '',
  cut: false,
  failure: undefined,
  startedAt,
  firstAt: undefined,
  thoughtUntil: undefined,
  endedAt: undefined,
  tags: atStart,
});

/** Whether nothing will change this answer any more. */
export const isFinal = ({ phase }: Answer): boolean => phase === 'stopped' || phase === 'failed' || phase === 'done';

type Moves = { readonly [K in Signal['kind']]: (answer: Answer, signal: Signal & { kind: K }, now: number) => Answer };

const moves: Moves = {
  text: (answer, { text }, now) => told(answer, tellThoughts(answer.tags, text), now),
  reasoning: (answer, { text }, now) => think(answer, text, now),
  signature: (answer, { signature }) => ({ ...answer, reasoningSignature: answer.reasoningSignature + signature }),
  'tool-call': (answer, call, now) => ({
    ...first(answer, now),
    phase: 'calling-tool',
    toolCalls: withFragment(answer.toolCalls, call),
  }),
  image: (answer, { url }, now) => ({ ...first(answer, now), phase: 'writing', images: [...answer.images, url] }),
  usage: (answer, { usage }) => ({ ...answer, usage }),
  guardrail: (answer) => ({ ...answer, guardrailTriggered: true }),
  finish: (answer, { reason }) => ({ ...answer, finishReason: reason }),
  failure: (answer, { failure }, now) => ({ ...ended(answer, now), phase: 'failed', failure }),
  end: (answer, _, now) => ({ ...ended(answer, now), phase: 'done' }),
  // A finish reason is an end as well: some providers never send [DONE].
  closed: (answer, _, now) => ({ ...ended(answer, now), phase: 'done', cut: answer.finishReason === '' }),
  stop: (answer, _, now) => ({ ...ended(answer, now), phase: 'stopped' }),
};

/** The answer after one more signal; a final answer stays as it is. */
export function step<K extends Signal['kind']>(answer: Answer, signal: Signal & { kind: K }, now: number): Answer {
  if (isFinal(answer)) return answer;
  const move: (answer: Answer, signal: Signal & { kind: K }, now: number) => Answer = moves[signal.kind];
  return move(answer, signal, now);
}

/** The answer after several signals that arrived together. */
export const stepAll = (answer: Answer, signals: readonly Signal[], now: number): Answer =>
  signals.reduce((before, signal) => step(before, signal, now), answer);

const first = (answer: Answer, now: number): Answer =>
  answer.firstAt === undefined ? { ...answer, firstAt: now } : answer;

function think(answer: Answer, text: string, now: number): Answer {
  const phase = answer.phase === 'waiting' ? 'thinking' : answer.phase;
  return { ...first(answer, now), phase, reasoning: answer.reasoning + text };
}

function told(answer: Answer, { state, reasoning, text }: Told, now: number): Answer {
  const thought = reasoning === '' ? answer : think(answer, reasoning, now);
  if (text === '') return { ...thought, tags: state };
  const { thoughtUntil } = thought;
  return {
    ...first(thought, now),
    phase: 'writing',
    text: thought.text + text,
    thoughtUntil: thoughtUntil ?? (thought.reasoning === '' ? undefined : now),
    tags: state,
  };
}

function ended(answer: Answer, now: number): Answer {
  const whole = told(answer, heldBack(answer.tags), now);
  const stillThinking = whole.reasoning !== '' && whole.thoughtUntil === undefined;
  return { ...whole, endedAt: now, thoughtUntil: stillThinking ? now : whole.thoughtUntil };
}

/** Fragments of one call share its index; the first brings id and name, the others more of the arguments. */
function withFragment(calls: readonly ToolCall[], fragment: Signal & { kind: 'tool-call' }): readonly ToolCall[] {
  const grown = [...calls];
  while (grown.length <= fragment.index) grown.push({ id: '', name: '', args: '' });
  const { id, name, args } = grown[fragment.index] ?? { id: '', name: '', args: '' };
  grown[fragment.index] = { id: id || fragment.id, name: name || fragment.name, args: args + fragment.args };
  return grown;
}
