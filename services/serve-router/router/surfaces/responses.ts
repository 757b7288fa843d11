import { upstreamRefusal } from '../openai-error.ts';
import { ResponsesEvents } from '../repair/responses-events.ts';
import { namedEvent } from '../repair/whole-events.ts';
import { refuseWhatLeansOnStorage } from './stored-responses.ts';
import { headersWith } from './surface.ts';
import type { Surface } from './surface.ts';

/** `responses`, as OpenAI's newer clients and Codex speak. */
export const responses: Surface = {
  isTranslated: true,
  callerHeaders: headersWith('openai-beta'),
  check: refuseWhatLeansOnStorage,
  stream() {
    const transform = new ResponsesEvents();
    return {
      transform,
      lastWords(failure) {
        const { code, message } = upstreamRefusal(failure).body.error;
        return namedEvent('error', { type: 'error', code, message, param: null, sequence_number: transform.count });
      },
    };
  },
};
