import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { emptyDocument, finish, grow } from './growing-document.ts';
import type { GrowingDocument } from './growing-document.ts';
import type { Block } from './open-parts.ts';

/** A tree without positions, to compare what is seen. */
function seen(node: Nodes): unknown {
  const { position: _, ...rest } = node;
  return 'children' in rest ? { ...rest, children: rest.children.map(seen) } : rest;
}
const childrenOf = (node: Nodes | undefined): readonly Nodes[] => (node && 'children' in node ? node.children : []);
const shapes = (blocks: readonly Block[]): unknown[] => blocks.map(({ node }) => seen(node));
const growBy = (pieces: readonly string[]): GrowingDocument =>
  pieces.reduce<GrowingDocument>((document, piece) => grow(document, document.text + piece), emptyDocument);
const types = ({ settled, open }: GrowingDocument): string[] => [...settled, ...open].map(({ node }) => node.type);

// prettier-ignore
const piece = fc.constantFrom(
  'para', ' ', '\n', '\n\n', '# ', '#', '- ', '1. ', '> ', '```', '```js\n', '~~~', '|', '| a | b |\n', '|---|---|\n',
  '**', '*', '_', '`', '~~', '[', '](https://x.y)', '![', '$$', '$', '\\[', '\\]', '\\(x\\)', '---', '===',
  '    ', '<div>', '</div>\n', '* * *', '\t', '- [ ] ', '[^1]', '\r\n', '\\', '\n-', '\n#', '\n1', '+',
);

// prettier-ignore
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('- one\n', '- two **bold**\n', '| a | `b` |\n') },
  fc.constantFrom(
    '1. a\n', '7) b\n', '* other\n', ' - moved\n', '  - deeper\n', '   3. d\n', '    more\n', '\n', '-\n', '---\n', '- [ ] to do\n', '> q\n', '|\n',
    '- c\n  ```\n  $x$\n  ```\n', '```\ny\n```\n', '- $x$ \\(y\\)\n', '$$\n', '  \\[\n', '\\]\n', '- [r]\n', '- [r]: /u\n', 'lazy\n', '<div>\n', '\t- tab\n', '\r\n', '# h\n', '- # h\n',
  ),
);

describe('a document that grows', () => {
  it('ends as if it had been parsed at once, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.array(fc.nat(60), { maxLength: 12 }), (pieces, cuts) => {
        const text = pieces.join('');
        const edges = [...new Set([0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length])].sort(
          (a, b) => a - b,
        );
        const grown = growBy(edges.map((edge, index) => text.slice(edge, edges[index + 1] ?? text.length)));

        const ended = finish(grown, text);

        expect(shapes(ended)).toEqual(shapes(finish(emptyDocument, text)));
      }),
      { numRuns: 400 },
    );
  });

  it('ends so too when it is one long list or table', () => {
    const head = fc.constantFrom('', 'Intro:\n', '| a | b |\n|---|---|\n');

    fc.assert(
      fc.property(head, fc.array(line, { minLength: 8, maxLength: 40 }), fc.integer({ min: 3, max: 40 }), (...text) => {
        const [first, lines, step] = text;
        const whole = first + lines.join('');
        let document = emptyDocument;
        for (let end = step; end < whole.length; end += step) document = grow(document, whole.slice(0, end));

        expect(shapes(finish(document, whole))).toEqual(shapes(finish(emptyDocument, whole)));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps settled blocks as the very same objects', () => {
    const text = 'One.\n\n- two\n- three\n\n```js\nfour()\n```\n\n| five |\n|---|\n| six |\n\nSeven.\n';
    let document = emptyDocument;
    for (let end = 1; end <= text.length; end += 1) {
      const next = grow(document, text.slice(0, end));
      document.settled.forEach((block, index) => expect(next.settled[index]).toBe(block));
      document = next;
    }

    expect(document.settled).toHaveLength(4);
    expect(finish(document, text).slice(0, 4)).toEqual(document.settled);
  });

  it('parses only what is open', () => {
    const document = growBy(['# Title\n\nFirst.\n\nSecond\nline']);

    expect(document.settledLength).toBe('# Title\n\nFirst.\n\n'.length);
    expect(document.open.map(({ source }) => source)).toEqual(['Second\nline']);
  });

  it.each([
    ['list', '', '- an item with **bold** words and `code`\n'],
    ['numbered list with gaps', '', '1. an item with **bold** words\n\n   and more of it\n\n'],
    ['list right below a sentence', 'Here it is:\n', '- an item\n'],
    ['table', '| a | b |\n|---|---|\n', '| a **cell** | `another` |\n'],
  ])('parses a few lines of one long %s, however long it is', (_, head, part) => {
    const whole = head + part.repeat(150);
    let document = emptyDocument;
    let most = 0;
    for (let end = 1; end <= whole.length; end += 23) {
      const next = grow(document, whole.slice(0, end));
      most = Math.max(most, end - (document.parts?.from ?? 0));
      document = next;
    }
    const settled = document.parts?.children ?? [];
    const ended = childrenOf(finish(document, whole).at(-1)?.node);

    expect(most).toBeLessThan(part.length * 8 + head.length + 23);
    expect(settled.length).toBeGreaterThan(140);
    expect(settled.every((child, index) => ended[index] === child)).toBe(true);
  });

  it('shows words alone just as the parser would', () => {
    const word = fc.constantFrom('word', ' ', ', ', '.', '  ', '(a)', "'b'", 'www.a.b', '1', '-', '...');

    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = `Text${words.join('')}`;

        expect(shapes(growBy([text]).open)).toEqual(shapes(finish(emptyDocument, text)));
      }),
    );
  });

  it('starts anew when the text is another one', () => {
    expect(types(grow(growBy(['# Title\n\nText\n\nMore\n']), 'Other'))).toEqual(['paragraph']);
  });

  it('applies references that are defined at the end', () => {
    const text = 'See [this][a].\n\nMore.\n\n[a]: https://example.com\n';
    const [first] = finish(growBy([text.slice(0, 30), text.slice(30)]), text);

    expect(first?.node).toMatchObject({ children: [{}, { type: 'linkReference' }, {}] });
  });
});

describe('what is shown of an unfinished block', () => {
  it.each([
    ['a fence', 'Text\n\n```py\nprint(1)\n``', ['paragraph', 'code']],
    ['a dash that would make a heading of the line above', 'Text\n-', ['paragraph']],
    ['a hash', 'Text\n##', ['paragraph']],
    ['a number', '1. a\n2', ['list']],
    ['the head of a table', '| a | b', ['table']],
    ['the head of a table with half of its rule', '| a | b |\n|--', ['table']],
    ['a formula', 'Text\n\n$$\nx^2 + ', ['paragraph', 'math']],
    ['a bracketed formula', '\\[\nx^2 + ', ['math']],
  ])('is stable for %s', (_, text, expected) => {
    expect(types(growBy([text]))).toEqual(expected);
  });

  it('never turns a block into another kind while a usual answer arrives', () => {
    const text =
      'Intro **bold** and `code`:\n\n## Head\n\n- one\n- two *x*\n\n1. a\n2. b\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```ts\nlet a = 1;\n```\n\n> quote\n\n---\n\nEnd.';
    const kinds = new Map<number, Set<string>>();
    let document = emptyDocument;
    for (let end = 1; end <= text.length; end += 1) {
      document = grow(document, text.slice(0, end));
      for (const { key, node } of [...document.settled, ...document.open]) {
        kinds.set(key, (kinds.get(key) ?? new Set()).add(node.type));
      }
    }

    expect([...kinds.values()].map((kind) => [...kind])).toEqual(finish(document, text).map(({ node }) => [node.type]));
  });
});
