import { closeEmphasis } from './close-emphasis.ts';

const fence = /^\s*(?:(?:[-*+]|\d+[.)]|>)\s+)*(`{3,}|~{3,}|\$\$)/;
/** A last line of nothing but marks may become a heading, a rule, a list, a fence: nobody knows yet. */
const onlyMarks = /(?:^|\n)[ \t]*(?:[-*+_=#>`~|:$\\[ \t]+|\d+[.)]?)[ \t]*$/;
const tableHead = /(?:^|\n)([ \t]*\|[^\n]*)\n?([ \t|:-]*)$/;
const blockStart = /\n(?=[ \t]*(?:[-*+>#]|\d+[.)])[ \t]|[ \t]*\n)/g;

/**
 * What to show of a text whose end has not arrived: its unfinished constructs closed, and what could become anything
 * left out. It never changes a line that is complete, except the head of a table that has begun.
 */
export function closeOpen(text: string): string {
  if (endsInsideFence(text)) return text;
  const table = withTableRule(text);
  if (table !== undefined) return table;
  const certain = text.replace(onlyMarks, '');
  const from = lastBlockStart(certain);
  return certain.slice(0, from) + closeEmphasis(closeLink(certain.slice(from)));
}

function endsInsideFence(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const mark = fence.exec(line)?.[1];
    if (mark === undefined || (mark === '$$' && /\$\$.*\$\$/.test(line))) continue;
    if (open === undefined) open = mark;
    else if (mark.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

/** A head row alone, or with half of its rule, is shown as the table it is about to become. */
function withTableRule(text: string): string | undefined {
  const match = tableHead.exec(text);
  const head = match?.[1]?.trimEnd();
  if (match === null || head === undefined || /^[\s|:-]*$/.test(head)) return undefined;
  const cells = head.replace(/\\\|/g, '').replace(/\|$/, '').split('|').length - 1;
  const before = text.slice(0, match.index);
  if (/\|[^\n]*$/.test(before)) return undefined;
  const start = match[0].startsWith('\n') ? '\n' : '';
  const closedHead = closeEmphasis(head.replace(/\|$/, ''));
  return `${before}${start}${closedHead}|\n${'|---'.repeat(cells)}|`;
}

function lastBlockStart(text: string): number {
  let from = 0;
  for (const { index } of text.matchAll(blockStart)) from = index + 1;
  return from;
}

/** A link whose address is still coming is shown as its words, a citation as it is; a picture or a box to tick waits until it is whole. */
function closeLink(text: string): string {
  const open = /!?\[[^[\]]*(?:\]|\]\([^()\s]*)?$/.exec(text);
  if (open === null || insideCode(text.slice(0, open.index))) return text;
  if (/^\[\d+\]$/.test(open[0])) return text;
  if (/^(!|\[[ xX]?\]?$)/.test(open[0])) return text.slice(0, open.index);
  const words = open[0].slice(1).replace(/\].*$/s, '');
  return text.slice(0, open.index) + words;
}

const insideCode = (text: string): boolean => (text.match(/`+/g)?.length ?? 0) % 2 === 1;
