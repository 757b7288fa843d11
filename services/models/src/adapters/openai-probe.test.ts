import { describe, expect, it } from '@jest/globals';
import { openAiProbe } from './openai-probe.ts';

const target = { via: 'direct', model: 'org/model', baseUrl: 'http://m.elb.amazonaws.com/v1' } as const;

/** A server that answers everything alike, and remembers what it was asked. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: { url: string; body: unknown }[] = [];
  const send = async (url: string, { body }: { body?: string } = {}) => {
    asked.push({ url, body: body && JSON.parse(body) });
    return answer();
  };
  return { probe: openAiProbe(send as typeof fetch), asked };
}

describe('calling a model', () => {
  it.each([
    [
      'textgen',
      '/chat/completions',
      { model: 'org/model', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] },
    ],
    ['embedding', '/embeddings', { model: 'org/model', input: 'Hi' }],
    ['imagegen', '/models', undefined],
    ['videogen', '/models', undefined],
  ] as const)('asks one for %s with the smallest real request', async (modelType, path, body) => {
    const { probe, asked } = answering(() => Response.json({}));

    expect(await probe.call(target, modelType)).toBeUndefined();
    expect(asked).toEqual([{ url: target.baseUrl + path, body }]);
  });

  it('says what came instead of an answer', async () => {
    const { probe } = answering(() => new Response(`not found ${'x'.repeat(999)}`, { status: 404 }));

    const instead = await probe.call(target, 'textgen');

    expect(instead).toContain('404 not found');
    expect(String(instead).length).toBeLessThan(320);
  });

  it('says why no answer came', async () => {
    const refused = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.9:80') });

    expect(await answering(() => Promise.reject(refused)).probe.call(target, 'textgen')).toBe(
      'connect ECONNREFUSED 10.0.0.9:80',
    );
    expect(await answering(() => Promise.reject(new Error('timeout'))).probe.call(target, 'textgen')).toBe('timeout');
  });

  it('calls nothing without an address', async () => {
    const { probe, asked } = answering(() => Response.json({}));

    expect(await probe.call({ via: 'direct', model: 'm' }, 'textgen')).toBe('it has no address');
    expect(asked).toEqual([]);
  });
});
