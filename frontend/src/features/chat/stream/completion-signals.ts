import { failureOf } from './failures.ts';
import { asFields, asList, countOf, textOf } from './fields.ts';
import type { Fields } from './fields.ts';
import type { ServerSentEvent } from './parse-sse.ts';
import { refusalInFrame } from './read-refusal.ts';
import type { Signal } from './signals.ts';

/** What one event of a chat completion stream says. Data that is not JSON is a piece of a cut stream: it says nothing. */
export function signalsOf({ event, data }: ServerSentEvent): Signal[] {
  if (data.trim() === '[DONE]') return [{ kind: 'end' }];
  const chunk = parsed(data);
  if (chunk === undefined) return [];
  const fields = asFields(chunk);
  const error = fields['error'] ?? (event === 'error' ? chunk : undefined);
  if (error !== undefined && error !== null) return [{ kind: 'failure', failure: failureOf(refusalInFrame(error)) }];
  return inCompletion(fields, 'delta');
}

/** What a whole completion says, for models and proxies that do not stream. */
export function signalsOfWhole(completion: unknown): Signal[] {
  return [...inCompletion(asFields(completion), 'message'), { kind: 'end' }];
}

function inCompletion(fields: Fields, part: 'delta' | 'message'): Signal[] {
  const choice = asFields(asList(fields['choices'])[0]);
  const finish = textOf(choice['finish_reason']);
  const guarded = fields['id'] === 'guardrail-response' || fields['lisa_guardrail_triggered'] === true;
  return [
    ...(guarded ? [{ kind: 'guardrail' } as const] : []),
    ...inMessage(asFields(choice[part])),
    ...(finish === '' ? [] : [{ kind: 'finish', reason: finish } as const]),
    ...usageIn(fields['usage']),
  ];
}

function inMessage(message: Fields): Signal[] {
  const reasoning = textOf(message['reasoning_content']) || textOf(message['reasoning']);
  const parts = asList(message['content']).map(asFields);
  const text = textOf(message['content']) || parts.map(({ text: piece }) => textOf(piece)).join('');
  const signature = asList(message['thinking_blocks']).map((block) => textOf(asFields(block)['signature']));
  return [
    ...(reasoning === '' ? [] : [{ kind: 'reasoning', text: reasoning } as const]),
    ...signature.filter(Boolean).map((one) => ({ kind: 'signature', signature: one }) as const),
    ...(text === '' ? [] : [{ kind: 'text', text } as const]),
    ...[...parts, ...asList(message['images']).map(asFields)].flatMap(imageIn),
    ...asList(message['tool_calls']).map(toolCallIn),
  ];
}

const dataImage = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** A picture that came as data. One that lies somewhere else becomes a link: loading it would tell its host who reads. */
function imageIn({ image_url }: Fields): Signal[] {
  const url = typeof image_url === 'string' ? image_url : textOf(asFields(image_url)['url']);
  if (dataImage.test(url)) return [{ kind: 'image', url }];
  return url.startsWith('https:') && URL.canParse(url) ? [{ kind: 'text', text: `\n\n![Picture](<${url}>)\n\n` }] : [];
}

/** No model asks for more at once, and a stream must not make the page reserve room for a billion. */
const maxCalls = 128;

function toolCallIn(value: unknown, position: number): Signal {
  const fields = asFields(value);
  const called = asFields(fields['function']);
  const given = fields['index'];
  const index =
    typeof given === 'number' && Number.isInteger(given) && given >= 0 && given < maxCalls ? given : position;
  return {
    kind: 'tool-call',
    index,
    id: textOf(fields['id']),
    name: textOf(called['name']),
    args: textOf(called['arguments']),
  };
}

function usageIn(value: unknown): Signal[] {
  const fields = asFields(value);
  const promptTokens = countOf(fields['prompt_tokens']);
  const completionTokens = countOf(fields['completion_tokens']);
  const totalTokens = countOf(fields['total_tokens']) || promptTokens + completionTokens;
  return totalTokens === 0 ? [] : [{ kind: 'usage', usage: { promptTokens, completionTokens, totalTokens } }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
