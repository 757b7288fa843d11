import { describe, expect, it } from '@jest/globals';
import { logLines } from '@lisa/testing/log-lines';
import * as z from 'zod';
import { currentTrace } from '../trace.ts';
import { step, steps } from './step.ts';

const Order = z.object({ id: z.string() });
const trace = { correlationId: 'c1', actor: 'jo' };

const handler = steps({
  Pay: step(Order, async ({ id }, taskToken) => ({ id, taskToken, trace: currentTrace() })),
  Pack: step(Order, async () => undefined),
  Ship: step(Order, () => Promise.reject(new Error('no ship'))),
});

/** What the step answers, without its log lines. */
async function run(event: unknown): Promise<unknown> {
  let outcome: PromiseSettledResult<unknown> | undefined;
  await logLines(async () => {
    [outcome] = await Promise.allSettled([handler(event)]);
  });
  if (outcome?.status === 'rejected') throw outcome.reason;
  return outcome?.value;
}

describe('running a step of a workflow', () => {
  it('finds it by name and works in the trace of the execution', async () => {
    const input = { id: 'o1', trace, more: true };

    expect(await run({ step: 'Pay', input, taskToken: 't1' })).toEqual({ id: 'o1', taskToken: 't1', trace });
  });

  it('answers an object even when the use case answers nothing', async () => {
    expect(await run({ step: 'Pack', input: { id: 'o1', trace } })).toEqual({});
  });

  it('names the steps there are when it has no such step', async () => {
    await expect(run({ step: 'Fly', input: { id: 'o1', trace } })).rejects.toThrow(
      'There is no step Fly here, only Pay, Pack, Ship',
    );
  });

  it.each(['toString', '__proto__', 'constructor'])('has no step %s', async (name) => {
    await expect(run({ step: name, input: { id: 'o1', trace } })).rejects.toThrow(`There is no step ${name} here`);
  });

  it('refuses input that breaks its schema, and input without a trace', async () => {
    await expect(run({ step: 'Pay', input: { id: 7, trace } })).rejects.toThrow('expected string');
    await expect(run({ step: 'Pay', input: { id: 'o1' } })).rejects.toThrow('trace');
  });

  it('throws what the use case throws, so that the workflow retries or catches it', async () => {
    await expect(run({ step: 'Ship', input: { id: 'o1', trace } })).rejects.toThrow('no ship');
  });
});
