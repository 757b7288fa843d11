import { describe, expect, it } from '@jest/globals';
import type { Workflows } from '../src/ports.ts';

interface Kept {
  readonly workflows: Workflows;
  /** Brings the execution of that name to its end. */
  readonly end: (name: string) => Promise<void>;
}

/** What every implementation of `Workflows` promises. `mint` answers an id that nobody has used. */
export function startsWorkflows(name: string, given: () => Promise<Kept>, mint: () => string): void {
  const inputFor = (uid: string, generation = 1) => ({
    modelId: 'demo',
    uid,
    generation,
    selfHosted: true,
    trace: { correlationId: 'c1' },
  });

  describe(`starting workflows in ${name}`, () => {
    it('starts the same intent once, however often it is delivered', async () => {
      const { workflows } = await given();
      const input = inputFor(mint());

      expect(await workflows.start('CreateModel', input)).toEqual({ isRunning: true });
      expect(await workflows.start('CreateModel', input)).toEqual({ isRunning: true });
    });

    it('says so when that execution has ended', async () => {
      const { workflows, end } = await given();
      const input = inputFor(mint());
      await workflows.start('CreateModel', input);
      await end(`${input.uid}-1`);

      expect(await workflows.start('CreateModel', input)).toEqual({ isRunning: false });
    });

    it('starts the next generation anew', async () => {
      const { workflows, end } = await given();
      const uid = mint();
      await workflows.start('CreateModel', inputFor(uid));
      await end(`${uid}-1`);

      expect(await workflows.start('CreateModel', inputFor(uid, 2))).toEqual({ isRunning: true });
    });
  });
}
