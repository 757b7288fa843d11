import type { Answer } from '../stream/machine.ts';
import type { ChatMessage, Ending } from './chat-message.ts';
import { following } from './thread.ts';

/** A finished answer as it is stored; undefined if nothing came that is worth keeping. */
export function answerMessage(id: string, parentId: string, modelId: string, answer: Answer): ChatMessage | undefined {
  if (answer.text === '' && answer.reasoning === '' && answer.toolCalls.length === 0) return undefined;
  const ending = endingOf(answer);
  return {
    id,
    type: 'ai',
    content: answer.text,
    metadata: { ...following(parentId), modelName: modelId, ...timesOf(answer), ...(ending && { ending }) },
    ...(answer.toolCalls.length > 0 && { toolCalls: answer.toolCalls.map((call) => ({ ...call, type: 'tool_call' })) }),
    ...(answer.usage && { usage: { ...answer.usage, responseTime: secondsOf(answer) } }),
    ...(answer.guardrailTriggered && { guardrailTriggered: true }),
    ...(answer.reasoning !== '' && { reasoningContent: answer.reasoning }),
    ...(answer.reasoningSignature !== '' && { reasoningSignature: answer.reasoningSignature }),
  };
}

function endingOf({ phase, cut }: Answer): Ending | undefined {
  if (phase === 'stopped' || phase === 'failed') return phase;
  return cut ? 'cut' : undefined;
}

const secondsOf = ({ startedAt, endedAt = startedAt }: Answer): number => Math.round(endedAt - startedAt) / 1000;

function timesOf({ startedAt, firstAt, thoughtUntil, endedAt }: Answer): object {
  return {
    ...(firstAt !== undefined && { firstTokenAfter: Math.round(firstAt - startedAt) / 1000 }),
    ...(firstAt !== undefined &&
      thoughtUntil !== undefined && { thoughtFor: Math.round(thoughtUntil - firstAt) / 1000 }),
    ...(endedAt !== undefined && { answeredIn: Math.round(endedAt - startedAt) / 1000 }),
  };
}
