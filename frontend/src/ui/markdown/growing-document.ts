import type { RootContent } from 'mdast';
import { closeOpen } from './close-open.ts';
import { inDollars } from './in-dollars.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** A top-level block. Finished blocks stay the same object for as long as the document grows. */
export interface Block {
  /** Where it begins in the text: stable while it grows. */
  readonly key: number;
  readonly node: RootContent;
  /** What it was parsed from; equal sources look equal. */
  readonly source: string;
}

/** A text that grows at its end: blocks that nothing can change any more, and those that the next characters may. */
export interface GrowingDocument {
  readonly text: string;
  readonly settled: readonly Block[];
  readonly settledLength: number;
  readonly open: readonly Block[];
}

export const emptyDocument: GrowingDocument = { text: '', settled: [], settledLength: 0, open: [] };

/** The document for a longer text; only what is not settled is parsed again. Another text starts anew. */
export function grow(document: GrowingDocument, text: string): GrowingDocument {
  if (text === document.text) return document;
  const before = text.startsWith(document.text) ? document : emptyDocument;
  const base = before.settledLength;
  const rest = text.slice(base);
  const simple = openFence(rest, base) ?? openWords(rest, base);
  return simple === undefined ? parsedFurther(before, text, rest) : { ...before, text, open: [simple] };
}

function parsedFurther(before: GrowingDocument, text: string, rest: string): GrowingDocument {
  const base = before.settledLength;
  const blocks = blocksOf(inDollars(rest), rest, base);
  const settled = blocks.slice(0, settledCount(blocks, rest, base));
  const settledLength = settled.length === 0 ? base : (blocks[settled.length]?.key ?? base);
  return {
    text,
    settled: settled.length === 0 ? before.settled : [...before.settled, ...settled],
    settledLength,
    open: shownOpen(blocks.slice(settled.length), text.slice(settledLength), settledLength),
  };
}

/** Open blocks as they are shown: what is unfinished in them is closed first. */
function shownOpen(open: readonly Block[], rest: string, base: number): readonly Block[] {
  const asked = inDollars(rest);
  const shown = closeOpen(asked);
  return shown === asked ? open : blocksOf(shown, rest, base);
}

/** The blocks of a text that is complete; those already settled are kept, unless a reference defined later changes them. */
export function finish(document: GrowingDocument, text: string): readonly Block[] {
  const keeps = text.startsWith(document.text) && !/^ {0,3}\[[^\]\n]+\]:/m.test(text);
  const { settled, settledLength } = keeps ? document : emptyDocument;
  const rest = text.slice(settledLength);
  return [...settled, ...blocksOf(inDollars(rest), rest, settledLength)];
}

/** `rest` is the text as it arrived, `text` what is parsed of it: the same lines, as far as both go. */
function blocksOf(text: string, rest: string, base: number): Block[] {
  const starts = lineStarts(rest);
  return parseMarkdown(text).map((node) => {
    const { start, end } = node.position ?? { start: { line: 1, offset: 0 }, end: { offset: 0 } };
    return {
      key: base + (starts[start.line - 1] ?? 0),
      node,
      source: text.slice(start.offset ?? 0, end.offset ?? 0),
    };
  });
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * How many blocks nothing can change any more: those before the last one that has surely begun (`#` on its own line may
 * become `#tag` of the paragraph above), and that would begin just the same at the start of a text.
 */
function settledCount(blocks: readonly Block[], rest: string, base: number): number {
  const last = blocks.findLastIndex(
    (block, index) => hasBegun(block, rest, base) && standsAlone(block, blocks[index - 1], rest, base),
  );
  return Math.max(0, last);
}

/** Its first line is complete; of a table the first two, for only the second makes it one. */
function hasBegun({ key, node }: Block, rest: string, base: number): boolean {
  const first = rest.indexOf('\n', key - base);
  return first >= 0 && (node.type !== 'table' || rest.includes('\n', first + 1));
}

/** What interrupts a paragraph is read by other rules than what follows a blank line. */
function standsAlone({ key }: Block, before: Block | undefined, rest: string, base: number): boolean {
  if (before === undefined) return false;
  return /^(heading|thematicBreak)$/.test(before.node.type) || /\n[ \t]*\r?\n$/.test(rest.slice(0, key - base));
}

const opening = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n`]*\n/;

/** Long code needs no parser while it arrives: everything after its opening is code. */
function openFence(rest: string, base: number): Block | undefined {
  const match = opening.exec(rest);
  const mark = match?.[1];
  if (match === null || mark === undefined || rest.includes(`\n${mark}`) || /\n {1,3}[`~]{3}/.test(rest))
    return undefined;
  const value = rest.slice(match[0].length).replace(/\n[ \t]*[`~]{0,2}$/, '');
  const node: RootContent = { type: 'code', lang: match[2] || null, value };
  return { key: base, node, source: rest };
}

/** Nothing in it could mean anything but itself, wherever the text goes on. */
const onlyWords = /^[\p{L}][\p{L}\p{N} ,.;?'"()-]*$/u;

/** A paragraph of words alone needs no parser either, however long it becomes. */
function openWords(rest: string, base: number): Block | undefined {
  const value = rest.trimEnd();
  if (!onlyWords.test(rest) || /www\./i.test(rest)) return undefined;
  const node: RootContent = { type: 'paragraph', children: [{ type: 'text', value }] };
  return { key: base, node, source: value };
}
