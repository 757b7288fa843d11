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

  it('never loses a message and never repeats one, whatever is stored', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const message = fc.tuple(id, fc.option(id)).map(([own, parent]) => said(own, parent ?? undefined));

    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const ids = new Set(messages.map((one) => one.id));
        const reachable = new Set<string>();
        for (const one of ids) {
          const turns = threadOf(messages, choicesTo(messages, one));
          expect(new Set(turns.map((turn) => turn.message.id)).size).toBe(turns.length);
          for (const turn of turns) reachable.add(turn.message.id);
        }
        expect(reachable).toEqual(ids);
      }),
    );
  });
});

/** The choices that lead to a message: it and everything it follows. */
function choicesTo(messages: readonly ChatMessage[], id: string): Map<string, string> {
  const parents = new Map<string, string>();
  let previous = '';
  for (const message of messages.filter((one, index) => messages.findIndex((other) => other.id === one.id) === index)) {
    const named: unknown = message.metadata?.['parentId'];
    parents.set(message.id, typeof named === 'string' && parents.has(named) ? named : previous);
    previous = message.id;
  }
  const choices = new Map<string, string>();
  for (let at = id; at !== ''; at = parents.get(at) ?? '') choices.set(parents.get(at) ?? '', at);
  return choices;
}
