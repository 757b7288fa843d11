import { anthropicError, anthropicRequestId } from '../anthropic-error.ts';
import { upstreamRefusal } from '../openai-error.ts';
import { tokenCount } from '../repair/token-count.ts';
import { namedEvent, WholeEvents } from '../repair/whole-events.ts';
import { headersWith } from './surface.ts';
import type { Surface } from './surface.ts';

/** `messages`, as Anthropic's clients and Claude Code speak. LiteLLM's streams of it are right. */
export const messages: Surface = {
  isTranslated: true,
  callerHeaders: headersWith('anthropic-version', 'anthropic-beta'),
  ownHeaders: anthropicRequestId,
  stream: (_, requestId) => ({
    transform: new WholeEvents(),
    lastWords(failure) {
      const { status, message } = upstreamRefusal(failure);
      return namedEvent('error', anthropicError(status, message, requestId));
    },
  }),
};

/** `messages/count_tokens`: how long a prompt is. */
export const tokenCounts: Surface = { ...messages, whole: tokenCount };
