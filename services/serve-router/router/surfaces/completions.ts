import { eventFrame, WholeLines } from '@lisa/gateway/sse';
import { upstreamRefusal } from '../openai-error.ts';
import { UsageChunk } from '../repair/usage-chunk.ts';
import { headersWith } from './surface.ts';
import type { Surface } from './surface.ts';

/** `chat/completions`, `completions` and `embeddings`: what every model speaks. */
export const completions: Surface = {
  isTranslated: false,
  callerHeaders: headersWith('openai-beta'),
  stream: (via) => ({
    transform: via === 'litellm' ? new UsageChunk() : new WholeLines(),
    lastWords: (failure) => eventFrame(upstreamRefusal(failure).body),
  }),
};
