import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';

// micromark and mdast: the parser below remark. It gives a tree instead of HTML, so nothing has to be sanitised and
// no string ever reaches innerHTML; positions tell where a block ends, which streaming needs.
const options = {
  // One dollar is money unless `inDollars` found a formula between two of them.
  extensions: [gfm(), math({ singleDollarTextMath: false })],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
};

/** The top-level blocks of a text: GitHub's markdown and formulas in `$$`. Raw HTML stays text for whoever renders it. */
export const parseMarkdown = (text: string): RootContent[] => fromMarkdown(text, options).children;
