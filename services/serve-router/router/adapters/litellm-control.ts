import { request } from 'undici';
import * as z from 'zod';
import type { LitellmModels, LitellmTrials } from '../ports.ts';

const State = z.object({ generation: z.int().nonnegative() });
const Replaced = State.extend({ rejected: z.array(z.object({ id: z.string(), reason: z.string() })).default([]) });
const Tried = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), ms: z.int(), answer: z.string().optional() }),
  z.object({ ok: z.literal(false), status: z.int().nullable(), message: z.string() }),
]);

const options = { headersTimeout: 10_000, bodyTimeout: 10_000 };

/** The control routes of our start module around LiteLLM. Rejects in words when LiteLLM is not up or refuses the list. */
export function litellmControl(origin: string, controlKey: string): LitellmModels & LitellmTrials {
  const url = `${origin}/internal/models`;
  const headers = { authorization: `Bearer ${controlKey}`, 'content-type': 'application/json' };
  const read = async ({ statusCode, body }: Awaited<ReturnType<typeof request>>): Promise<unknown> => {
    const text = await body.text();
    if (statusCode !== 200)
      throw new Error(`LiteLLM answered ${statusCode} to a control request: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  return {
    async generation() {
      return State.parse(await read(await request(url, { ...options, headers }))).generation;
    },
    async replace(generation, models) {
      const body = JSON.stringify({ generation, models });
      return Replaced.parse(await read(await request(url, { ...options, method: 'PUT', headers, body }))).rejected;
    },
    async try(trial, signal) {
      const sent = { ...options, method: 'POST', headers, body: JSON.stringify(trial), signal } as const;
      return Tried.parse(await read(await request(`${origin}/internal/connection-tests`, sent)));
    },
  };
}
