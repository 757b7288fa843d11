import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatMessage } from './chat-message.ts';
import type { Keep } from './keep.ts';
import { SaveQueue } from './save-queue.ts';
import type { SavePorts, SaveProblem } from './save-queue.ts';

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

const offline: SaveProblem = { kind: 'later', words: 'Offline.' };
const tooLarge: SaveProblem = { kind: 'refused', words: 'Too large.' };

/** A server that answers these first, then stores everything but messages with these ids. */
function bench(outcomes: (SaveProblem | undefined)[] = [], keep = inMemoryKeep(), ...refused: string[]): Bench {
  const refusedIds = new Set(refused);
  const stored: string[] = [];
  const timers: (() => void)[] = [];
  const ports: SavePorts = {
    append: async ({ messages }) => {
      const outcome = outcomes.shift();
      if (outcome !== undefined) throw Object.assign(new Error('no'), { outcome });
      if (messages.some(({ id }) => refusedIds.has(id))) throw Object.assign(new Error('no'), { outcome: tooLarge });
      for (const { id } of messages) if (!stored.includes(id)) stored.push(id);
    },
    problemOf: (error) => (error as { outcome: SaveProblem }).outcome,
    keep,
    later: (run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
  };
  const again = (): SaveQueue => new SaveQueue('s', ports, () => undefined);
  return { stored, keep, queue: again(), outcomes, timers, again };
}

describe('saving messages', () => {
  it('stores them in order and keeps nothing behind', async () => {
    const { queue, stored, keep } = bench();

    queue.add([said('a')], undefined);
    queue.add([said('b')], undefined);
    await settled();

    expect(stored).toEqual(['a', 'b']);
    expect(queue.state()).toEqual({ name: 'saved', refused: [] });
    expect(keep.keys()).toEqual([]);
  });

  it('says why it waits, and repeats by itself', async () => {
    const { queue, stored, timers } = bench([offline]);

    queue.add([said('a')], undefined);
    await settled();
    expect(queue.state()).toEqual({ name: 'waiting', words: 'Offline.', refused: [] });

    timers[0]?.();
    await settled();
    expect(stored).toEqual(['a']);
  });

  it('keeps what is not stored for the next visit', async () => {
    const { queue, again, stored } = bench([offline]);
    queue.add([said('a')], { x: 1 });
    await settled();

    const next = again();
    expect(next.unsaved().map(({ id }) => id)).toEqual(['a']);
    next.retry();
    await settled();

    expect(stored).toEqual(['a']);
  });

  it('asks to keep the tab open when the browser is full as well', async () => {
    const { queue } = bench([offline], inMemoryKeep(true));

    queue.add([said('a')], undefined);
    await settled();

    expect(queue.state()).toMatchObject({ name: 'waiting', words: expect.stringContaining('keep this tab open') });
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

describe('a message that the server refuses', () => {
  const idsOf = ({ refused }: { refused: readonly { message: ChatMessage }[] }): string[] =>
    refused.map(({ message }) => message.id);

  it('is named and set aside, and those before and after it are stored', async () => {
    const { queue, stored } = bench([], inMemoryKeep(), 'b');

    queue.add([said('a'), said('b'), said('c')], undefined);
    await settled();
    queue.add([said('d')], undefined);
    await settled();

    expect(stored).toEqual(['a', 'c', 'd']);
    expect(queue.state()).toEqual({ name: 'saved', refused: [{ message: said('b'), words: 'Too large.' }] });
  });

  it('is kept in this browser until somebody drops it', async () => {
    const { queue, again, keep } = bench([], inMemoryKeep(), 'b');
    queue.add([said('b')], undefined);
    await settled();

    const next = again();
    expect(next.unsaved()).toEqual([said('b')]);
    expect(idsOf(next.state())).toEqual(['b']);
    next.dropRefused('b');

    expect(idsOf(next.state())).toEqual([]);
    expect(keep.keys()).toEqual([]);
  });

  it('is stored once it is shorter', async () => {
    const { queue, stored, keep } = bench([tooLarge]);
    queue.add([said('b')], undefined);
    await settled();

    queue.storeRefused({ ...said('b'), content: 'short' });
    await settled();

    expect(stored).toEqual(['b']);
    expect(queue.state()).toEqual({ name: 'saved', refused: [] });
    expect(keep.keys()).toEqual([]);
  });
});

describe('two tabs of one conversation', () => {
  it('do not overwrite what the other one keeps', async () => {
    const keep = inMemoryKeep();
    const { queue, again } = bench([offline, offline], keep);
    const other = again();
    queue.add([said('a')], undefined);
    other.add([said('b')], undefined);
    await settled();

    const left = again().unsaved();

    expect(left.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
  });
});
