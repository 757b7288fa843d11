import {
  AnthropicMessage,
  AnthropicMessageRequest,
  TokenCount,
  TokenCountRequest,
} from '../../vocabulary/anthropic.ts';
import type { DataPlaneRoute } from '../define-route.ts';

type Declared = Omit<DataPlaneRoute, 'method' | 'access' | 'success' | 'failures' | 'refusals' | 'sameAs'>;

/** Where clients of Anthropic look below the platform's address, below LISA's base, and below a base of their own. */
function underAnthropicBases(route: Declared): readonly [DataPlaneRoute, DataPlaneRoute, DataPlaneRoute] {
  const path = `/v1${route.path}`;
  const served: DataPlaneRoute = {
    ...route,
    path,
    method: 'POST',
    access: 'user',
    success: 200,
    failures: 'anthropic',
    refusals: [400, 401, 403, 404, 413, 502, 503, 504],
  };
  return [
    served,
    { ...served, id: `${route.id}Serve`, path: `/v2/serve/v1${route.path}`, sameAs: path },
    { ...served, id: `${route.id}Anthropic`, path: `/v2/serve/anthropic/v1${route.path}`, sameAs: path },
  ];
}

const said = [{ role: 'user', content: 'Say hello.' }];

export const [createMessage, createMessageServe, createMessageAnthropic] = underAnthropicBases({
  id: 'createMessage',
  path: '/messages',
  summary: 'Answer a conversation, in Anthropic’s protocol',
  body: AnthropicMessageRequest,
  reply: AnthropicMessage,
  streams:
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}\n\n',
  example: {
    body: { model: 'demo', max_tokens: 1024, messages: said },
    reply: {
      id: 'msg_9k2x',
      type: 'message',
      role: 'assistant',
      model: 'demo',
      content: [{ type: 'text', text: 'Hello!' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 9, output_tokens: 3 },
    },
  },
});

export const [countTokens, countTokensServe, countTokensAnthropic] = underAnthropicBases({
  id: 'countTokens',
  path: '/messages/count_tokens',
  summary: 'Count the tokens of a conversation; the header x-lisa-token-count says if it is an estimate',
  body: TokenCountRequest,
  reply: TokenCount,
  example: { body: { model: 'demo', messages: said }, reply: { input_tokens: 9 } },
});
