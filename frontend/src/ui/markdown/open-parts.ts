import type { List, ListItem, RootContent, Table, TableRow } from 'mdast';
import { inDollars, leavesOpen } from './in-dollars.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** A top-level block. Finished blocks stay the same object for as long as the document grows. */
export interface Block {
  /** Where it begins in the text: stable while it grows. */
  readonly key: number;
  readonly node: RootContent;
  /** What it was parsed from; equal sources look equal. */
  readonly source: string;
}

type Part = ListItem | TableRow;

/** The items of a list, or the rows of a table, that nothing can change any more, while the block they belong to grows. */
export interface OpenParts {
  /** Open blocks before theirs. */
  readonly ahead: readonly Block[];
  readonly key: number;
  readonly children: readonly Part[];
  readonly spread: boolean;
  /** What they were parsed from. */
  readonly source: string;
  /** What must stand before what follows them, so that it is read as theirs: the head of a table. */
  readonly head: string;
  /** Where in the text what follows them begins. */
  readonly from: number;
}

/** What is parsed of an open text: all of it, or what follows its settled parts. */
export interface Piece {
  /** As it arrived. */
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly base: number;
  /** As it is parsed: the same lines. */
  readonly asked: string;
  readonly parts: OpenParts | undefined;
}

/** With more items or rows than this open, those that are done are settled. */
const mostOpen = 6;
/** The last one grows, and whether it has begun at all is sure only once the next one has. */
const alwaysOpen = 2;

/** What must be parsed of a text from `base` on. */
export function pieceFrom(whole: string, base: number, parts?: OpenParts): Piece {
  const text = parts ? parts.head + whole.slice(parts.from) : whole.slice(base);
  return { text, base: parts ? parts.from - parts.head.length : base, asked: inDollars(text), parts };
}

/** The blocks of a piece, or of what is `shown` of it; undefined if its settled parts do not go on as they began. */
export function blocksIn(piece: Piece, shown = piece.asked): readonly Block[] | undefined {
  const starts = lineStarts(piece.text);
  const blocks = parseMarkdown(shown).map((node) => ({
    key: piece.base + (starts[(node.position?.start.line ?? 1) - 1] ?? 0),
    node,
    source: shown.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  }));
  return piece.parts === undefined ? blocks : joined(piece.parts, blocks);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function joined(parts: OpenParts, [first, ...rest]: readonly Block[]): readonly Block[] | undefined {
  const node = first && (parts.head === '' ? longerList(parts, first.node) : longerTable(parts, first.node));
  if (!node) return undefined;
  return [...parts.ahead, { key: parts.key, node, source: parts.source + first.source }, ...rest];
}

function longerList({ children, spread }: OpenParts, node: RootContent): List | undefined {
  if (node.type !== 'list') return undefined;
  return { ...node, spread: spread || node.spread === true, children: [...(children as ListItem[]), ...node.children] };
}

function longerTable({ children }: OpenParts, node: RootContent): Table | undefined {
  if (node.type !== 'table') return undefined;
  return { ...node, children: [...(children as TableRow[]), ...node.children.slice(1)] };
}

type LongNode = List | Table;
const mayBeLong = (node: RootContent | undefined): node is LongNode => node?.type === 'list' || node?.type === 'table';

/** The settled parts of the last of these blocks: more than before once enough of them are done. */
export function settledParts(whole: string, piece: Piece, blocks: readonly Block[]): OpenParts | undefined {
  const { parts } = piece;
  const last = blocks.at(-1);
  if (last === undefined || !mayBeLong(last.node) || (parts !== undefined && last.key !== parts.key)) return parts;
  const before = parts ?? newParts(whole, piece, blocks, last.key, last.node);
  return furtherParts(whole, piece, before, last.node) ?? parts;
}

function furtherParts(whole: string, piece: Piece, before: OpenParts, node: LongNode): OpenParts | undefined {
  const open = node.children.slice(before.children.length);
  const done = open.length - alwaysOpen;
  const from = startIn(piece, open[done]);
  if (open.length <= mostOpen || leavesOpen(piece.text.slice(0, from - piece.base))) return undefined;
  return {
    ...before,
    children: node.children.slice(0, -alwaysOpen),
    spread: before.spread || hasGap(open.slice(0, done + 1)),
    source: whole.slice(before.key, from),
    from,
  };
}

function newParts(whole: string, piece: Piece, blocks: readonly Block[], key: number, node: LongNode): OpenParts {
  const head = node.type === 'table' ? whole.slice(key, startIn(piece, node.children[1])) : '';
  return { ahead: blocks.slice(0, -1), key, children: [], spread: false, source: '', head, from: key };
}

/** Where in the whole text the line begins that something in a piece begins with. */
const startIn = ({ text, base }: Piece, node: Part | RootContent | undefined): number =>
  base + (lineStarts(text)[(node?.position?.start.line ?? 1) - 1] ?? 0);

/** Whether a blank line stands between two of them. */
const hasGap = (parts: readonly Part[]): boolean =>
  parts.some(({ position }, index) => {
    const next = parts[index + 1]?.position?.start.line;
    return next !== undefined && next - (position?.end.line ?? next) > 1;
  });
