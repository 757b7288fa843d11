import { describe, expect, it } from '@jest/globals';
import { logLines } from '@lisa/testing/log-lines';
import { routerSummaries } from './router-summaries.ts';

const prompt = { instructions: 'Summarise.', transcript: 'Person: Hi' };
const credentials = { authorization: 'Bearer t' };
const completion = (content: unknown) => ({
  choices: [{ message: { content } }],
  usage: { prompt_tokens: 12, completion_tokens: 3 },
});

interface Asked {
  readonly headers: object;
  readonly body: string;
}

/** A router that answers this, and what it was asked. */
function aRouter(answer: () => Promise<Response>) {
  const asked: { url: string; init: Asked }[] = [];
  const ask = ((url: string, init: Asked) => {
    asked.push({ url, init });
    return answer();
  }) as typeof fetch;
  return { asked, summaries: routerSummaries('https://lisa.example/dev', ask) };
}
const json = (body: unknown, status = 200) => Promise.resolve(Response.json(body, { status }));

describe('asking the router for a summary', () => {
  it('asks the model as the caller would, and takes its words and tokens', async () => {
    const { asked, summaries } = aRouter(() => json(completion(' It was short. ')));

    const summary = await summaries.of(prompt, 'demo', credentials);

    expect(summary).toMatchObject({
      text: 'It was short.',
      usage: { promptTokens: 12, completionTokens: 3, totalTokens: 15 },
    });
    expect(asked[0]?.url).toBe('https://lisa.example/dev/v2/serve/chat/completions');
    expect(asked[0]?.init.headers).toEqual({ authorization: 'Bearer t', 'content-type': 'application/json' });
    expect(JSON.parse(asked[0]?.init.body ?? '')).toMatchObject({ model: 'demo', temperature: 0, max_tokens: 4096 });
  });

  it.each([
    ['an empty summary', () => json(completion('  ')), 'gave no summary'],
    ['no summary', () => json(completion(null)), 'gave no summary'],
    ['no completion', () => json({ choices: [] }), 'gave no summary'],
    ['no JSON', () => Promise.resolve(new Response('<html>')), 'gave no summary'],
    ['a refusal', () => json({ error: { message: 'The model demo was not found.' } }, 404), 'demo was not found'],
    ['a page of a proxy', () => Promise.resolve(new Response('<html>', { status: 502 })), 'the model refused'],
  ])('fails with what happened after %s', async (_, answer, words) => {
    const { summaries } = aRouter(answer);

    const refused = summaries.of(prompt, 'demo', credentials);

    await expect(refused).rejects.toMatchObject({ code: 'SummaryFailed', message: expect.stringContaining(words) });
  });

  it('fails when nobody answers, and logs why', async () => {
    const { summaries } = aRouter(() => Promise.reject(new TypeError('fetch failed')));

    const lines = await logLines(async () => {
      await expect(summaries.of(prompt, 'demo', credentials)).rejects.toMatchObject({ code: 'SummaryFailed' });
    });

    expect(JSON.stringify(lines)).toContain('fetch failed');
  });
});
