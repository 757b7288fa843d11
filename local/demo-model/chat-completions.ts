import { createHash } from 'node:crypto';
import { cut, fieldsOf, isFields, readCompletionRequest } from './completion-request.ts';
import type { CompletionRequest, Fields } from './completion-request.ts';
import { directivesOf } from './directives.ts';
import type { Directives } from './directives.ts';
import { sendStream, sendWhole } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { badField, scriptedFailure } from './refusal.ts';
import { answerTo, answerToTool, numberedTokens, thoughtsOn } from './script.ts';
import { tokensOf } from './tokens.ts';
import { toolCallFor } from './tool-call.ts';
import type { ToolCall } from './tool-call.ts';

interface Message {
  role: string;
  text: string;
}

interface Answer {
  thoughts: string[];
  tokens: string[];
  call: ToolCall | undefined;
  finish: 'stop' | 'length' | 'tool_calls';
}

interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  completion_tokens_details: { reasoning_tokens: number };
}

/** Answers `POST /v1/chat/completions`, whole or streamed. */
export async function answerChat(exchange: Exchange): Promise<void> {
  const body = fieldsOf(exchange.body);
  const request = readCompletionRequest(body);
  const messages = readMessages(body['messages']);
  const { directives, said } = directivesOf(messages.findLast(({ role }) => role === 'user')?.text ?? '');
  if (directives.failWith !== undefined) throw scriptedFailure(directives.failWith);
  const answer = composeAnswer(request, messages, directives, said, body);
  const usage = usageOf(messages, answer);
  const identity = {
    id: `chatcmpl-${createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 24)}`,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    system_fingerprint: 'lisa-demo-model',
  };
  if (request.stream) return streamAnswer(exchange, identity, answer, request.includeUsage ? usage : null, directives);
  const whole = {
    ...identity,
    object: 'chat.completion',
    choices: [{ index: 0, message: messageOf(answer), logprobs: null, finish_reason: answer.finish }],
    ...(directives.withoutUsage ? {} : { usage }),
  };
  return sendWhole(exchange, whole, usage.completion_tokens, directives);
}

function readMessages(value: unknown): Message[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw badField('messages', 'messages must be an array with at least one message.');
  }
  return value.map((message: unknown, index) => {
    if (!isFields(message) || typeof message['role'] !== 'string') {
      throw badField(`messages[${index}].role`, 'Every message needs a role.');
    }
    return { role: message['role'], text: textOf(message['content']) };
  });
}

/** Text content as it is; of content parts, the text ones. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content.map((part: unknown) => (isFields(part) ? part['text'] : undefined));
  return texts.filter((text) => typeof text === 'string').join('\n');
}

function composeAnswer(
  request: CompletionRequest,
  messages: Message[],
  directives: Directives,
  said: string,
  body: Fields,
): Answer {
  const last = messages.at(-1);
  const call = last?.role === 'tool' ? undefined : toolCallFor(said, body);
  if (call !== undefined) return { thoughts: [], tokens: [], call, finish: 'tool_calls' };
  const thoughts = cut(thoughtsOn(said), { ...request, stops: [] });
  const turn = messages.filter(({ role }) => role === 'user').length;
  const spoken = last?.role === 'tool' ? answerToTool(last.text) : answerTo(said, turn);
  const text = directives.tokens === undefined ? spoken : numberedTokens(directives.tokens);
  const { tokens, finish } = cut(text, request, thoughts.tokens.length);
  return { thoughts: thoughts.tokens, tokens, call, finish };
}

function usageOf(messages: Message[], answer: Answer): Usage {
  const prompt = messages.reduce((sum, { text }) => sum + tokensOf(text).length, 0);
  const called = answer.call === undefined ? 0 : answer.call.fragments.length + 1;
  const completion = answer.thoughts.length + answer.tokens.length + called;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    completion_tokens_details: { reasoning_tokens: answer.thoughts.length },
  };
}

function messageOf(answer: Answer): object {
  if (answer.call === undefined) {
    const thoughts = answer.thoughts.length === 0 ? {} : { reasoning_content: answer.thoughts.join('') };
    return { role: 'assistant', content: answer.tokens.join(''), ...thoughts };
  }
  const { id, name, fragments } = answer.call;
  const call = { id, type: 'function', function: { name, arguments: fragments.join('') } };
  return { role: 'assistant', content: null, tool_calls: [call] };
}

function streamAnswer(
  exchange: Exchange,
  identity: object,
  answer: Answer,
  usage: Usage | null,
  directives: Directives,
): Promise<void> {
  const chunk = (delta: object, finish: string | null = null): object => ({
    ...identity,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  const report = { ...identity, object: 'chat.completion.chunk', choices: [], usage };
  return sendStream(
    exchange,
    {
      opening: [chunk({ role: 'assistant', content: '' })],
      tokens: deltasOf(answer).map((delta) => chunk(delta)),
      closing: [chunk({}, answer.finish), ...(usage === null || directives.withoutUsage ? [] : [report])],
    },
    directives,
  );
}

function deltasOf({ thoughts, tokens, call }: Answer): object[] {
  if (call === undefined) {
    return [...thoughts.map((token) => ({ reasoning_content: token })), ...tokens.map((token) => ({ content: token }))];
  }
  const opening = { index: 0, id: call.id, type: 'function', function: { name: call.name, arguments: '' } };
  const fragments = call.fragments.map((fragment) => ({ index: 0, function: { arguments: fragment } }));
  return [opening, ...fragments].map((part) => ({ tool_calls: [part] }));
}
