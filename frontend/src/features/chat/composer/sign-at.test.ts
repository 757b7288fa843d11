import { describe, expect, it } from '@jest/globals';
import { signAt } from './sign-at.ts';

describe('a sign in a question', () => {
  it.each([
    ['/', { sign: '/', typed: '', start: 0, end: 1 }],
    ['Please /sum', { sign: '/', typed: 'sum', start: 7, end: 11 }],
    ['one\n@', { sign: '@', typed: '', start: 4, end: 5 }],
    ['#notes.md', { sign: '#', typed: 'notes.md', start: 0, end: 9 }],
  ])('is found at the beginning of a word: %j', (text, found) => {
    expect(signAt(text, text.length)).toEqual(found);
  });

  it.each(['and/or', 'me@example.com', 'C#', '# Title', '/sum it up', ''])('is only a character in %j', (text) => {
    expect(signAt(text, text.length)).toBeUndefined();
  });

  it('counts where the caret is', () => {
    expect(signAt('/sum it up', 4)).toMatchObject({ typed: 'sum' });
  });
});
