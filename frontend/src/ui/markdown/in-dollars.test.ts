import { describe, expect, it } from '@jest/globals';
import { inDollars, leavesOpen } from './in-dollars.ts';
import { ownPicture, safeLink } from './safe-link.ts';

describe('cutting a text', () => {
  it.each([
    ['Words.\n', false],
    ['```js\na\n', true],
    ['```js\na\n```\n', false],
    ['\\[\nx\n', true],
    ['\\[\nx\n\\]\n', false],
    ['```\n\\[\n```\n', false],
  ])('after %j would go through something: %s', (text, isOpen) => {
    expect(leavesOpen(text)).toBe(isOpen);
  });
});

describe('finding formulas', () => {
  it.each([
    ['$x^2$ is', '$$x^2$$ is'],
    ['so \\(a+b\\), and \\[c\\]', 'so $$a+b$$, and $$c$$'],
    ['\\[\nx\n\\]', '$$\nx\n$$'],
    ['$$x$$', '$$x$$'],
  ])('%j becomes %j', (text, expected) => {
    expect(inDollars(text)).toBe(expected);
  });

  it.each(['It costs $5 and $10.', '$HOME and $PATH', 'US$5, US$6', '`$x$`', '```sh\necho $A$\n\\[\n```', '\\$x$'])(
    'leaves %j as it is',
    (text) => {
      expect(inDollars(text)).toBe(text);
    },
  );
});

describe('an address in a text', () => {
  it.each(['https://example.com/a?b=c', 'mailto:a@example.com'])('links %s', (address) => {
    expect(safeLink(address)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:x',
    'http://example.com',
    'data:text/html,x',
    '/admin',
    '#/x',
    'https://',
    'vbscript:x',
  ])('does not link %s', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });

  it('shows only pictures made here', () => {
    expect(ownPicture('data:image/png;base64,AA==')).toBeDefined();
    expect(ownPicture('data:image/svg+xml;base64,AA==')).toBeUndefined();
    expect(ownPicture('https://example.com/pixel.png')).toBeUndefined();
  });
});
