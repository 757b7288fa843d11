import type { Answer } from '../stream/machine.ts';
import type { ChatMessage, Ending } from './chat-message.ts';
import { following } from './thread.ts';

/** A finished answer as it is stored; undefined if nothing came that is worth keeping. */
export function answerMessage(id: string, parentId: string, modelId: string, answer: Answer): ChatMessage | undefined {
  const { reasoning, reasoningSignature, toolCalls, usage } = answer;
  if (isEmpty(answer)) return undefined;
  return {
    id,
    type: 'ai',
    content: contentOf(answer),
    metadata: { ...following(parentId), modelName: modelId, ...timesOf(answer), ending: endingOf(answer) },
    toolCalls: toolCalls.length > 0 ? toolCalls.map((call) => ({ ...call, type: 'tool_call' })) : undefined,
    usage: usage && { ...usage, responseTime: secondsOf(answer) },
    guardrailTriggered: answer.guardrailTriggered || undefined,
    reasoningContent: reasoning || undefined,
    reasoningSignature: reasoningSignature || undefined,
  };
}

const isEmpty = ({ text, reasoning, toolCalls, images }: Answer): boolean =>
  text === '' && reasoning === '' && toolCalls.length + images.length === 0;

function contentOf({ text, images }: Answer): ChatMessage['content'] {
  if (images.length === 0) return text;
  const pictures = images.map((url) => ({ type: 'image_url', image_url: { url }, name: 'Picture by the model' }));
  return [{ type: 'text', text }, ...pictures];
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
