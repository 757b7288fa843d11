import type { ColourRun } from './colour-runs.ts';
// oxlint-disable-next-line import/default -- vite makes this module: where the worker is served
import workerUrl from './colour-worker.ts?worker&url';

export interface ColourRequest {
  readonly id: number;
  readonly language: string;
  readonly code: string;
}

export interface ColourReply {
  readonly id: number;
  readonly runs: readonly ColourRun[] | undefined;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Our policy asks for a word that this address is no text from elsewhere. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('lisa-colours', { createScriptURL: () => url }).createScriptURL(url) ?? url;
}

const waiting = new Map<number, (runs: readonly ColourRun[] | undefined) => void>();
let worker: Worker | undefined;
let asked = 0;

function begun(): Worker {
  const one = new Worker(trusted(workerUrl), { type: 'module' });
  one.addEventListener('message', ({ data: { id, runs } }: MessageEvent<ColourReply>) => {
    waiting.get(id)?.(runs);
    waiting.delete(id);
  });
  return one;
}

/** Finds the colours of code, beside the page; undefined for a language nobody knows. Never answers if the worker does not load. */
export function colourCode(language: string, code: string): Promise<readonly ColourRun[] | undefined> {
  worker ??= begun();
  const request: ColourRequest = { id: (asked += 1), language, code };
  return new Promise((resolve) => {
    waiting.set(request.id, resolve);
    worker?.postMessage(request);
  });
}
