import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closeOpen } from './close-open.ts';

describe('closing what is open', () => {
  it.each([
    ['some **bold te', 'some **bold te**'],
    ['some **bold ', 'some **bold**'],
    ['some **bold te*', 'some **bold te**'],
    ['some **', 'some'],
    ['some *it', 'some *it*'],
    ['a **b *c', 'a **b *c***'],
    ['a **b *c*', 'a **b *c***'],
    ['a **b** c', 'a **b** c'],
    ['snake_case and 2 * 3', 'snake_case and 2 * 3'],
    ['use `code *a', 'use `code *a`'],
    ['use ``a ` b', 'use ``a ` b``'],
    ['~~gone', '~~gone~~'],
    ['see [the docs', 'see the docs'],
    ['see [the docs](https://exa', 'see the docs'],
    ['see [the docs](https://example.com)', 'see [the docs](https://example.com)'],
    ['a picture ![of a ca', 'a picture '],
    ['- **a**\n- **b', '- **a**\n- **b**'],
    ['first **open\n\nsecond *x', 'first **open\n\nsecond *x*'],
    ['\\*not', '\\*not'],
    ['- [x', '- '],
    ['some `', 'some'],
  ])('%j is shown as %j', (text, shown) => {
    expect(closeOpen(text)).toBe(shown);
  });

  it('leaves the inside of code alone', () => {
    const text = '- item\n\n  ```js\n  a ** b\n  |';

    expect(closeOpen(text)).toBe(text);
  });

  it('changes nothing in a text of plain words', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);

    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(closeOpen(words.join(' '))).toBe(words.join(' '));
      }),
    );
  });

  it('is done with what it has closed', () => {
    const mark = fc.constantFrom('**', '*', '`', '~~', 'word', ' ', 'a', '_');

    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 10 }).map((marks) => `Text ${marks.join('')}`),
        (text) => {
          expect(closeOpen(`${closeOpen(text)} end.`)).toBe(`${closeOpen(text)} end.`);
        },
      ),
    );
  });
});
