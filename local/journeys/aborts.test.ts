import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Abort } from '../demo-model/journal.ts';
import { modelGone, modelInService, platform, tokenOf, until } from './running-platform.ts';

const readers = 20;
let admin: string;
let user: string;
beforeAll(async () => {
  [admin, user] = await Promise.all([tokenOf('admin'), tokenOf('user')]);
  await modelInService('abort-direct', admin);
  await modelInService('abort-litellm', admin, { modelName: 'hosted_vllm/lisa-demo' });
});
afterAll(async () => {
  await modelGone('abort-direct', admin);
  await modelGone('abort-litellm', admin);
});

const abortsSeen = async (): Promise<Abort[]> => {
  const { aborts } = (await (await fetch(`${platform.demoModelUrl}/_demo/aborts`)).json()) as { aborts: Abort[] };
  return aborts;
};

/** Reads the first bytes of a long stream, then goes away; answers when. */
async function leaves(model: string): Promise<number> {
  const gone = new AbortController();
  const answer = await fetch(`${platform.serveUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model,
      stream: true,
      messages: [{ role: 'user', content: '[tokens 1000] [pace 20ms] go on' }],
    }),
    signal: gone.signal,
  });
  await answer.body?.getReader().read();
  await new Promise((resolve) => setTimeout(resolve, 100));
  gone.abort();
  return Date.now();
}

describe.each(['abort-direct', 'abort-litellm'])('somebody who leaves in the middle of a stream of %s', (model) => {
  it('is not computed for any longer, by way of front door, load balancer and router', async () => {
    const before = (await abortsSeen()).length;
    const delays: number[] = [];
    for (let reader = 0; reader < readers; reader++) {
      const left = await leaves(model);
      await until(async () => (await abortsSeen()).length > before + reader);
      delays.push(Number((await abortsSeen())[before + reader]?.at) - left);
    }

    const sorted = delays.sort((a, b) => a - b);
    console.log(`${model}: upstream told after ${sorted[readers / 2]} ms (median), ${sorted.at(-1)} ms (slowest)`);
    expect(sorted[readers / 2]).toBeLessThan(50);
  });
});
