import type { Probe } from '../ports.ts';

/** A first call may have to compile kernels. */
const patienceMs = 20_000;
const shown = 300;

type ModelType = Parameters<Probe['call']>[1];

/** The smallest real request of each type; pictures and films cost minutes, so their servers are only asked what they serve. */
function requestFor(modelType: ModelType, model: string): { path: string; body?: object } {
  if (modelType === 'textgen')
    return { path: '/chat/completions', body: { model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1 } };
  if (modelType === 'embedding') return { path: '/embeddings', body: { model, input: 'Hi' } };
  return { path: '/models' };
}

/** Asks a model as a client would, without a credential: its load balancer lets in nobody but routers and this. */
export function openAiProbe(send: typeof fetch = fetch): Probe {
  return {
    async call({ baseUrl, model }, modelType) {
      if (!baseUrl) return 'it has no address';
      const { path, body } = requestFor(modelType, model);
      const request = body
        ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : {};
      try {
        const answer = await send(baseUrl + path, { ...request, signal: AbortSignal.timeout(patienceMs) });
        const text = await answer.text();
        return answer.ok ? undefined : `${answer.status} ${text.slice(0, shown)}`.trim();
      } catch (error) {
        return causeOf(error as Error);
      }
    },
  };
}

/** `fetch failed` says nothing; what it failed of does. */
const causeOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message || message : message);
