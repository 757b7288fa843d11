import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { closeOpen } from './close-open.ts';
import { parseMarkdown } from './parse-markdown.ts';

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

  it('never shows a mark of its own, wherever a sentence is cut', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const marked = fc
      .tuple(
        fc.constantFrom('', '**', '*', '`', '~~', '***', '_', '__'),
        fc.array(word, { minLength: 1, maxLength: 3 }),
      )
      .map(([mark, words]) => `${mark}${words.join(' ')}${mark}`);
    const link = word.map((words) => `[${words}](https://example.com/${words})`);
    const sentence = fc.array(fc.oneof(marked, link), { minLength: 1, maxLength: 6 });

    fc.assert(
      fc.property(sentence, fc.nat(200), (parts, cut) => {
        const shown = parseMarkdown(closeOpen(`Text ${parts.join(' ')}`.slice(0, 5 + cut)));

        expect(shown.map(wordsIn).join('')).toMatch(/^[a-zA-Z ]*$/);
      }),
      { numRuns: 400 },
    );
  });
});

const wordsIn = (node: Nodes): string =>
  'children' in node ? node.children.map(wordsIn).join('') : 'value' in node ? node.value : '';
