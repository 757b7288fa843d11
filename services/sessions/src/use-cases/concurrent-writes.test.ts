import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { appendFromManyClients, faultsAfter } from '../../test/many-clients.ts';
import { deleteSession } from './delete-sessions.ts';
import { appendMessages, putSession } from './write-session.ts';

/** Ports whose conversations answer in an order that the scheduler chooses. */
function scheduled(ports: InMemoryPorts, scheduler: fc.Scheduler): InMemoryPorts {
  const { find, append, rewrite, messages, remove } = ports.conversations;
  const later = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => scheduler.scheduleFunction(call);
  const conversations = {
    ...ports.conversations,
    find: later(find),
    append: later(append),
    rewrite: later(rewrite),
    messages: later(messages),
    remove: later(remove),
  };
  return { ...ports, conversations };
}

describe('appending from many clients at once', () => {
  const crowd = { clients: 20, each: 3 };

  it('keeps each message exactly once, in the order of its client, without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ports = inMemoryPorts();
        await scheduler.waitFor(appendFromManyClients(crowd, 'jo', scheduled(ports, scheduler)));
        expect(await faultsAfter(crowd, 'jo', ports)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('is seen to fail when a write does not look at what was stored meanwhile', async () => {
    const ports = inMemoryPorts();
    const { append } = ports.conversations;
    const careless: typeof append = (_, next, messages) => append(ports.kept.rows.get('u/jo/s1'), next, messages);

    await appendFromManyClients(crowd, 'jo', { ...ports, conversations: { ...ports.conversations, append: careless } });

    expect(await faultsAfter(crowd, 'jo', ports)).not.toEqual([]);
  });
});

describe('writing, editing and deleting at once', () => {
  const says = (content: string) => ({ messages: [{ type: 'human' as const, content }] });
  const acts = fc.array(fc.constantFrom('append', 'put', 'delete'), { minLength: 2, maxLength: 12 });

  it('never leaves a gap, a lost count or a message nobody can reach', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), acts, async (scheduler, wanted) => {
        const ports = inMemoryPorts();
        const all = scheduled(ports, scheduler);
        const doing = wanted.map((act, index) => {
          if (act === 'append') return appendMessages('jo', 's1', says(`m${index}`), all);
          if (act === 'put') return putSession('jo', 's1', says(`p${index}`), all);
          return deleteSession('jo', 's1', all);
        });
        await scheduler.waitFor(Promise.all(doing));

        const conversation = await ports.conversations.find('jo', 's1');
        const messages = conversation ? await ports.conversations.messages(conversation, 0, 100) : [];
        expect(messages.map(({ messageIndex }) => messageIndex)).toEqual(messages.map((_, place) => place));
        expect(messages).toHaveLength(conversation?.messageCount ?? 0);
        const known = (conversation ? 1 : 0) + ports.kept.leftovers.size;
        expect(ports.kept.histories.size).toBeLessThanOrEqual(known);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
