import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import { wordsOf } from './chat-message.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ChatSettings } from './settings.ts';

/** What the chosen model can do, as far as a request depends on it. */
export interface ModelAbilities {
  readonly modelId: string;
  readonly streams: boolean;
  readonly readsImages: boolean;
  readonly reasons: boolean;
  /** Tokens it reads at once, its answer among them; null if nobody said. */
  readonly contextWindow: number | null;
}

interface Spoken {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string | readonly object[];
}

/** The body of a chat completion that asks `model` to go on after `messages`. */
export function requestOf(messages: readonly ChatMessage[], settings: ChatSettings, model: ModelAbilities): object {
  const { stop } = settings;
  const summary = messages.findLastIndex(({ type }) => type === 'summary');
  const system = systemOf(settings, messages[summary]);
  // What was not set is undefined, and JSON leaves it out.
  return {
    model: model.modelId,
    messages: [...system, ...admissible(messages.slice(summary + 1)).map((message) => spoken(message, model))],
    ...(model.streams && settings.streams && { stream: true, stream_options: { include_usage: true } }),
    max_tokens: settings.maxTokens,
    temperature: settings.temperature,
    top_p: settings.topP,
    frequency_penalty: settings.frequencyPenalty,
    presence_penalty: settings.presencePenalty,
    seed: settings.seed,
    stop: stop.length > 0 ? stop : undefined,
    reasoning_effort: model.reasons ? settings.reasoningEffort : undefined,
  };
}

/** The system prompt; after a summary that as well, in the place of what was said before it. */
function systemOf({ systemPrompt }: ChatSettings, summary: ChatMessage | undefined): Spoken[] {
  const told = summary && `Summary of the conversation so far:\n${wordsOf(summary)}`;
  const content = [systemPrompt.trim() === '' ? '' : systemPrompt, told ?? ''].filter(Boolean).join('\n\n');
  return content === '' ? [] : [{ role: 'system', content }];
}

/** What a guardrail refused would be refused again, and an answer without words says nothing. */
function admissible(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.filter((message, index) => {
    if (message.type !== 'human' && message.type !== 'ai') return false;
    if (message.guardrailTriggered || messages[index + 1]?.guardrailTriggered) return false;
    return message.type === 'human' || wordsOf(message) !== '';
  });
}

function spoken(message: ChatMessage, { readsImages }: ModelAbilities): Spoken {
  if (message.type === 'ai') return { role: 'assistant', content: wordsOf(message) };
  if (typeof message.content === 'string') return { role: 'user', content: message.content };
  return { role: 'user', content: message.content.map((part) => sendable(part, readsImages)) };
}

function sendable({ type, text, image_url }: MessagePart, readsImages: boolean): object {
  if (image_url === undefined) return { type, text: text ?? '' };
  if (readsImages) return { type, image_url: { url: image_url.url } };
  return { type: 'text', text: '(An image stands here that this model cannot read.)' };
}
