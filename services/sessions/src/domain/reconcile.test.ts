import { describe, expect, it } from '@jest/globals';
import type { SentMessage, StoredMessage } from '@lisa/contracts/vocabulary/message';
import fc from 'fast-check';
import { reconcile } from './reconcile.ts';

const says = (content: string): SentMessage => ({
  type: content.startsWith('S') ? 'system' : content === content.toUpperCase() ? 'human' : 'ai',
  content,
});
const stored = (texts: string): StoredMessage[] =>
  texts
    .split(' ')
    .filter(Boolean)
    .map(
      (text, messageIndex) =>
        ({ ...says(text), sessionId: 's', messageIndex, createdAt: '2026-11-21T14:00:00.000Z' }) as StoredMessage,
    );
const sent = (texts: string): SentMessage[] => texts.split(' ').filter(Boolean).map(says);

/** The texts that follow from storing `has` and sending `list`, and how many stayed untouched. */
function outcome(has: StoredMessage[], list: readonly SentMessage[]): [string, number] {
  const { keep, follow } = reconcile(has, list);
  const texts = [...has.slice(0, keep), ...follow].map(({ content }) => (typeof content === 'string' ? content : '?'));
  return [texts.join(' '), keep];
}

describe('reconciling what a client sends with what is stored', () => {
  it.each([
    ['adds what is new to the whole list', 'A b', 'A b C', 'A b C', 2],
    ['adds what is new to the end of the list', 'A b C d', 'C d E', 'A b C d E', 4],
    ['changes nothing when nothing is new', 'A b', 'A b', 'A b', 2],
    ['changes nothing when only the end is sent', 'A b C', 'C', 'A b C', 3],
    ['removes what is missing after the first shared one', 'A b C d', 'A b', 'A b', 2],
    ['replaces an answer', 'A b', 'A c', 'A c', 1],
    ['replaces a question and what followed', 'A b C d', 'A b E', 'A b E', 2],
    ['keeps earlier ones when the middle is edited', 'A b C d E f', 'C x', 'A b C x', 3],
    ['replaces everything when nothing is shared', 'A b', 'X y', 'X y', 0],
    ['empties it when nothing is sent', 'A b', '', '', 0],
    ['replaces the system message', 'S1 A b', 'S2 A b C', 'S2 A b C', 0],
    ['loses no new message before the first shared one', 'A b C', 'X C', 'A b X C', 2],
    ['finds the place most of the list agrees with', 'A b A c D', 'A c D E', 'A b A c D E', 5],
    ['of two equal places takes the later one', 'A b A', 'A C', 'A b A C', 3],
  ])('%s', (_, has, list, expected, keep) => {
    expect(outcome(stored(has), sent(list))).toEqual([expected, keep]);
  });

  it('believes the place that a client gives back', () => {
    const list = [{ ...says('A'), messageIndex: 0 }];

    expect(outcome(stored('A b A c'), list)).toEqual(['A', 1]);
  });

  it('does not believe a place where something else stands', () => {
    expect(outcome(stored('A b C'), [{ ...says('C'), messageIndex: 0 }])).toEqual(['A b C', 3]);
  });

  it('writes a message again whose details changed, and all after it', () => {
    const list = [says('A'), { ...says('b'), metadata: { videoStatus: 'done' } }, says('C')];

    expect(reconcile(stored('A b C'), list)).toMatchObject({
      keep: 1,
      follow: [{ metadata: { videoStatus: 'done' } }, {}],
    });
  });

  it('passes on no place, time or session of what comes back', () => {
    const { follow } = reconcile([], stored('A'));

    expect(follow).toEqual([says('A')]);
  });

  it('makes the list the end of the result, and what stood before it the beginning', () => {
    const text = fc.constantFrom('A', 'B', 'c', 'd', 'E');
    const texts = fc.uniqueArray(text).map((all) => all.join(' '));
    fc.assert(
      fc.property(texts, texts, (has, list) => {
        const [result] = outcome(stored(has), sent(list));
        expect(result.endsWith(list)).toBe(true);
        expect(has.startsWith(result.slice(0, result.length - list.length).trim())).toBe(true);
      }),
    );
  });
});
