import { describe, expect, it } from '@jest/globals';
import type { Message } from '@lisa/contracts/vocabulary/message';
import { firstHumanText, fitting, isEqual, isSame, tokensOf } from './message.ts';

const human = (content: Message['content'], fields: Partial<Message> = {}): Message => ({
  type: 'human',
  content,
  ...fields,
});

describe('the first human text', () => {
  it.each<[string, Message[], string]>([
    ['is what a person said first', [{ type: 'system', content: 'be kind' }, human('Hi'), human('Again')], 'Hi'],
    [
      'is not a file',
      [
        human([
          { type: 'text', text: 'File context: x' },
          { type: 'text', text: 'Read it' },
        ]),
      ],
      'Read it',
    ],
    ['is not what was found', [human('Context from document search: x'), human('And?')], 'And?'],
    ['is not an image', [human([{ type: 'image_url', image_url: { url: 'u' } }])], ''],
    ['is nothing if nobody said anything', [{ type: 'ai', content: 'Hello?' }], ''],
    ['is not blank', [human('  '), human('x')], 'x'],
  ])('%s', (_, messages, text) => {
    expect(firstHumanText(messages)).toBe(text);
  });

  it('is shortened, and never ends within a character', () => {
    const text = firstHumanText([human('😀'.repeat(400) + 'x')]);

    expect(text.length).toBeLessThanOrEqual(500);
    expect(firstHumanText([human(`x${'😀'.repeat(400)}`)]).isWellFormed()).toBe(true);
  });
});

describe('telling messages apart', () => {
  it('takes the same words for the same message, whatever else is with it', () => {
    expect(isSame(human('a'), human('a', { metadata: { modelName: 'm' } }))).toBe(true);
    expect(isSame(human('a'), { type: 'ai', content: 'a' })).toBe(false);
    expect(isSame(human('a'), human('b'))).toBe(false);
  });

  it('goes by the id if both have one', () => {
    expect(isSame(human('a', { id: '1' }), human('b', { id: '1' }))).toBe(true);
    expect(isSame(human('a', { id: '1' }), human('a', { id: '2' }))).toBe(false);
    expect(isSame(human('a', { id: '1' }), human('a'))).toBe(true);
  });

  it('finds them equal in any order of members, and without empty ones', () => {
    expect(isEqual(human('a', { metadata: { x: 1, y: 2 } }), human('a', { metadata: { y: 2, x: 1 } }))).toBe(true);
    expect(isEqual(human('a', { usage: null }), human('a'))).toBe(true);
    expect(isEqual(human('a', { metadata: { x: 1 } }), human('a', { metadata: { x: 2 } }))).toBe(false);
  });
});

describe('measuring messages', () => {
  it('counts the tokens of question and answer', () => {
    expect(tokensOf(human('a', { usage: { promptTokens: 3, completionTokens: 4, totalTokens: 99 } }))).toBe(7);
    expect(tokensOf(human('a'))).toBe(0);
  });

  it('takes as many as fit, and at least one', () => {
    const messages = [human('a'.repeat(100)), human('b'.repeat(100)), human('c'.repeat(100))];

    expect(fitting(messages, 300)).toHaveLength(2);
    expect(fitting(messages, 10)).toHaveLength(1);
    expect(fitting(messages, 10_000)).toHaveLength(3);
    expect(fitting([], 10)).toEqual([]);
  });
});
