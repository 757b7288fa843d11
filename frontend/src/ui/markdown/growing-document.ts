import type { RootContent } from 'mdast';
import { closeOpen } from './close-open.ts';
import { leavesOpen } from './in-dollars.ts';
import { blocksIn, pieceFrom, settledParts } from './open-parts.ts';
import type { Block, OpenParts, Piece } from './open-parts.ts';

/** A text that grows at its end: blocks that nothing can change any more, and those that the next characters may. */
export interface GrowingDocument {
  readonly text: string;
  readonly settled: readonly Block[];
  readonly settledLength: number;
  readonly open: readonly Block[];
  /** What is settled inside of the open block. */
  readonly parts: OpenParts | undefined;
}

export const emptyDocument: GrowingDocument = { text: '', settled: [], settledLength: 0, open: [], parts: undefined };

/** The document for a longer text; only what is not settled is parsed again. Another text starts anew. */
export function grow(document: GrowingDocument, text: string): GrowingDocument {
  if (text === document.text) return document;
  const before = text.startsWith(document.text) ? document : emptyDocument;
  const base = before.settledLength;
  const rest = text.slice(base);
  const simple = openFence(rest, base) ?? openWords(rest, base);
  if (simple !== undefined) return { ...before, text, open: [simple], parts: undefined };
  return parsedFurther(before, text, rest);
}

function parsedFurther(before: GrowingDocument, text: string, rest: string): GrowingDocument {
  const { settledLength: base, settled } = before;
  const [piece, blocks] = parsedFrom(text, base, before.parts);
  const count = settledCount(blocks, rest, base);
  if (count === 0) return { ...before, text, open: shownOpen(piece, blocks), parts: settledParts(text, piece, blocks) };
  const settledLength = blocks[count]?.key ?? base;
  return {
    text,
    settled: [...settled, ...blocks.slice(0, count)],
    settledLength,
    open: shownOpen(pieceFrom(text, settledLength), blocks.slice(count)),
    parts: undefined,
  };
}

/** The open blocks, and what was parsed to know them. */
function parsedFrom(text: string, base: number, parts: OpenParts | undefined): [Piece, readonly Block[]] {
  const piece = pieceFrom(text, base, parts);
  const blocks = blocksIn(piece);
  if (blocks !== undefined) return [piece, blocks];
  const whole = pieceFrom(text, base);
  return [whole, blocksIn(whole) ?? []];
}

/** Open blocks as they are shown: what is unfinished in them is closed first. */
function shownOpen(piece: Piece, open: readonly Block[]): readonly Block[] {
  const shown = closeOpen(piece.asked);
  return shown === piece.asked ? open : (blocksIn(piece, shown) ?? open);
}

const definition = /^[\s>\d.)*+-]*\[[^\]\n]+\]:/m;

/** The blocks of a text that is complete; those already settled are kept, unless a reference defined later changes them. */
export function finish(document: GrowingDocument, text: string): readonly Block[] {
  const keeps = text.startsWith(document.text) && !definition.test(text);
  const { settled, settledLength, parts } = keeps ? document : emptyDocument;
  const [, open] = parsedFrom(text, settledLength, parts);
  return [...settled, ...open];
}

/**
 * How many blocks nothing can change any more: those before the last one that has surely begun (`#` on its own line may
 * become `#tag` of the paragraph above), and that would begin just the same at the start of a text.
 */
function settledCount(blocks: readonly Block[], rest: string, base: number): number {
  const last = blocks.findLastIndex(
    (block, index) => hasBegun(block, rest, base) && standsAlone(block, blocks[index - 1], rest, base),
  );
  const [first] = blocks.slice(Math.max(0, last));
  return first === undefined || leavesOpen(rest.slice(0, first.key - base)) ? 0 : Math.max(0, last);
}

/** Its first line is complete; of a table the first two, for only the second makes it one. */
function hasBegun({ key, node }: Block, rest: string, base: number): boolean {
  const first = rest.indexOf('\n', key - base);
  return first >= 0 && (node.type !== 'table' || rest.includes('\n', first + 1));
}

/** What interrupts a paragraph is read by other rules than what follows a blank line; so is, by our parser, what follows indented code. */
function standsAlone({ key }: Block, before: Block | undefined, rest: string, base: number): boolean {
  if (before === undefined || (before.node.type === 'code' && !/^[`~]{3}/.test(before.source))) return false;
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
