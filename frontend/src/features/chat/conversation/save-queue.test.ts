import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatMessage } from './chat-message.ts';
import type { Keep } from './keep.ts';
import { createSaveQueue } from './save-queue.ts';
import type { SavePorts, SaveProblem, SaveQueue } from './save-queue.ts';

const said = (id: string): ChatMessage => ({ id, type: 'human', content: id });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function inMemoryKeep(isFull = false): Keep {
  const texts = new Map<string, string>();
  return {
    read: (key) => texts.get(key),
    write: (key, text) => !isFull && (text === '' ? (texts.delete(key), true) : (texts.set(key, text), true)),
    keys: () => [...texts.keys()],
  };
}

interface Bench {
  readonly stored: string[];
  readonly keep: Keep;
  queue: SaveQueue;
  outcomes: (SaveProblem | undefined)[];
  timers: (() => void)[];
  again(): SaveQueue;
}

function bench(outcomes: (SaveProblem | undefined)[] = [], keep = inMemoryKeep()): Bench {
  const stored: string[] = [];
  const timers: (() => void)[] = [];
  const ports: SavePorts = {
    append: async ({ messages }) => {
      const outcome = outcomes.shift();
      if (outcome !== undefined) throw Object.assign(new Error('no'), { outcome });
      for (const { id } of messages) if (!stored.includes(id)) stored.push(id);
    },
    problemOf: (error) => (error as { outcome: SaveProblem }).outcome,
    keep,
    later: (run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
  };
  const again = (): SaveQueue => createSaveQueue('s', ports, () => undefined);
  return { stored, keep, queue: again(), outcomes, timers, again };
}

const offline: SaveProblem = { kind: 'later', words: 'Offline.' };

describe('saving messages', () => {
  it('stores them in order and keeps nothing behind', async () => {
    const { queue, stored, keep } = bench();

    queue.add([said('a')], undefined);
    queue.add([said('b')], undefined);
    await settled();

    expect(stored).toEqual(['a', 'b']);
    expect(queue.state()).toEqual({ name: 'saved' });
    expect(keep.keys()).toEqual([]);
  });

  it('says why it waits, and repeats by itself', async () => {
    const { queue, stored, timers } = bench([offline]);

    queue.add([said('a')], undefined);
    await settled();
    expect(queue.state()).toEqual({ name: 'waiting', words: 'Offline.' });

    timers[0]?.();
    await settled();
    expect(stored).toEqual(['a']);
  });

  it('keeps what is not stored for the next visit', async () => {
    const { queue, again, stored } = bench([offline]);
    queue.add([said('a')], { x: 1 });
    await settled();

    const next = again();
    expect(next.leftOver.map(({ id }) => id)).toEqual(['a']);
    next.retry();
    await settled();

    expect(stored).toEqual(['a']);
  });

  it('asks to keep the tab open when the browser is full as well', async () => {
    const { queue } = bench([{ kind: 'refused', words: 'Too large.' }], inMemoryKeep(true));

    queue.add([said('a')], undefined);
    await settled();

    expect(queue.state()).toMatchObject({ name: 'refused', words: expect.stringContaining('keep this tab open') });
  });

  it('stores each message exactly once and in order, whatever fails', async () => {
    const step = fc.constantFrom('add', 'retry', 'timer', 'reload');

    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.array(fc.boolean(), { maxLength: 8 }),
        async (steps, fails) => {
          const {
            stored,
            timers,
            outcomes,
            again,
            queue: first,
          } = bench(fails.map((fail) => (fail ? offline : undefined)));
          let queue = first;
          let added = 0;
          const acts = {
            add: () => queue.add([said(String((added += 1)))], undefined),
            retry: () => queue.retry(),
            timer: () => timers[0]?.(),
            reload: () => void (queue = again()),
          };
          for (const one of steps) {
            acts[one]();
            await settled();
          }
          outcomes.length = 0;
          queue.retry();
          await settled();

          expect(stored).toEqual(Array.from({ length: added }, (_, index) => String(index + 1)));
        },
      ),
      { numRuns: 60 },
    );
  });
});
