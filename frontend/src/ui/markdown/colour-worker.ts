import { colourRuns } from './colour-runs.ts';
import type { ColourReply, ColourRequest } from './colour-code.ts';

// Beside the page, because some pieces of code take a tenth of a second.
addEventListener('message', ({ data }: MessageEvent<ColourRequest>) => {
  const reply: ColourReply = { id: data.id, runs: colourRuns(data.language, data.code) };
  postMessage(reply);
});
