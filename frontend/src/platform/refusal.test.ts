import { describe, expect, it } from '@jest/globals';
import { Refusal, Unreachable, wordsFor } from './refusal.ts';

describe('saying why the server refused', () => {
  it.each([
    ['a plain text', 403, 'Not yours.', 'Not yours.'],
    ['a message', 404, { message: 'There is no such model.' }, 'There is no such model.'],
    [
      'fields of a form',
      422,
      { detail: [{ msg: 'name: is required' }, { msg: 'url: is wrong' }] },
      'name: is required; url: is wrong',
    ],
    ['an error as OpenAI words it', 400, { error: { message: 'Too long.' } }, 'Too long.'],
    ['a problem', 409, { title: 'It was changed.', status: 409 }, 'It was changed.'],
    ['nothing', 413, '', 'This is too large to be sent.'],
    ['nothing we know', 418, {}, 'The server answered 418. Try again; if it stays so, tell an administrator.'],
  ])('takes %s', (_, status, body, words) => {
    expect(wordsFor(new Refusal(status, body))).toBe(words);
  });

  it('does not show people what only programmers understand', () => {
    expect(wordsFor(new TypeError('x is not a function'))).toMatch(/^Something unexpected happened/);
    expect(wordsFor(new Unreachable(new TypeError('Failed to fetch')))).toMatch(/^The server cannot be reached/);
  });
});
