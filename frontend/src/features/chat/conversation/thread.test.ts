import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatMessage } from './chat-message.ts';
import { following, threadOf } from './thread.ts';

const said = (id: string, parentId?: string | null): ChatMessage => ({
  id,
  type: 'human',
  content: id,
  ...(parentId === undefined ? {} : { metadata: { parentId } }),
});
const shown = (messages: readonly ChatMessage[], ...chosen: [string, string][]): string[] =>
  threadOf(messages, new Map(chosen)).map(({ message }) => message.id);

describe('a conversation with versions', () => {
  it('is the list as it is when nothing was edited', () => {
    expect(shown([said('q1'), said('a1'), said('q2')])).toEqual(['q1', 'a1', 'q2']);
  });

  it('shows the newest version, and another one with everything below it when chosen', () => {
    const messages = [said('q1'), said('a1'), said('q2'), said('a2'), said('q2b', 'a1'), said('a2b', 'q2b')];

    expect(shown(messages)).toEqual(['q1', 'a1', 'q2b', 'a2b']);
    expect(shown(messages, ['a1', 'q2'])).toEqual(['q1', 'a1', 'q2', 'a2']);
    expect(threadOf(messages, new Map())[2]?.versions).toEqual(['q2', 'q2b']);
  });

  it('lets the very first question have versions', () => {
    expect(shown([said('q1'), said('a1'), said('q1b', following(undefined).parentId)])).toEqual(['q1b']);
  });

  it('keeps a message whose parent is not loaded where it was written', () => {
    expect(shown([said('a1'), said('q2', 'gone')])).toEqual(['a1', 'q2']);
  });

  it('puts an answer that was stored late back in front of what follows it', () => {
    expect(shown([said('q1'), said('q2', 'a1'), said('a2', 'q2'), said('a1', 'q1')])).toEqual(['q1', 'a1', 'q2', 'a2']);
  });

  it('keeps turns that did not change the same objects, so that they are not drawn again', () => {
    const messages = [said('q1'), said('a1'), said('q2'), said('a2')];
    const before = threadOf(messages, new Map());

    const after = threadOf([said('q0'), ...messages, said('a2b', 'q2')], new Map([['q2', 'a2']]), before);

    expect(after.map((turn) => before.includes(turn))).toEqual([false, false, true, true, false]);
  });

  it('never loses a message and never repeats one, whatever is stored', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const message = fc.tuple(id, fc.option(id)).map(([own, parent]) => said(own, parent ?? undefined));

    fc.assert(
      fc.property(fc.array(message), (messages) => {
        expect(reachableIn(messages)).toEqual(new Set(messages.map((one) => one.id)));
      }),
    );
  });
});

/** Every message that somebody comes to who tries all arrows; no path shows one twice. */
function reachableIn(messages: readonly ChatMessage[]): Set<string> {
  const tried = new Set<string>();
  const waiting: Map<string, string>[] = [new Map()];
  for (let choices = waiting.pop(); choices; choices = waiting.pop()) {
    const turns = threadOf(messages, choices);
    expect(new Set(turns.map(({ message }) => message.id)).size).toBe(turns.length);
    const path = new Map(choices);
    for (const { message, parentId = '', versions } of turns) {
      const others = versions.filter((id) => !tried.has(id));
      for (const id of others) waiting.push(new Map([...path, [parentId, id]]));
      for (const id of versions) tried.add(id);
      path.set(parentId, message.id);
    }
  }
  return tried;
}
