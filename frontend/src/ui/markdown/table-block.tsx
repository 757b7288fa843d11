import type { Nodes, Table, TableRow } from 'mdast';
import type { ReactNode, RefObject } from 'react';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import { CopyButton } from './copy-button.tsx';

interface TableBlockProps {
  readonly table: Table;
  readonly isOpen: boolean;
  /** Draws what stands in a cell. */
  drawAll(children: readonly Nodes[]): ReactNode;
}

/** A table that scrolls inside of itself when it is wide, and copies as CSV. */
export function TableBlock({ table, isOpen, drawAll }: TableBlockProps) {
  const [head, ...rows] = table.children;
  const shared = { sides: (table.align ?? []).join(), drawAll };
  const place = useRef<HTMLTableElement>(null);
  const widths = useHeldWidths(place, isOpen, rows.length);
  return (
    <div className="table-block">
      <div className="table-block-scroll" tabIndex={0} role="group" aria-label="Table">
        <table ref={place} className={widths && 'is-held'} style={widths && { minInlineSize: sum(widths) }}>
          {widths && (
            <colgroup>
              {widths.map((width, index) => (
                <col key={index} style={{ inlineSize: width }} />
              ))}
            </colgroup>
          )}
          <thead>{head && <Row row={head} Cell="th" {...shared} />}</thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={index} row={row} Cell="td" isGrowing={isOpen && index === rows.length - 1} {...shared} />
            ))}
          </tbody>
        </table>
      </div>
      {!isOpen && <CopyButton label="Copy table as CSV" text={() => csvOf(table)} />}
    </div>
  );
}

/** So many rows say how wide the columns should be. */
const telling = 3;
/** Longer tables stay as they are when they are whole: to measure them all again would hold up the page. */
const long = 60;

/** The widths of the columns while a table grows, in px: otherwise each longer cell would move everything above it. */
function useHeldWidths(
  place: RefObject<HTMLTableElement | null>,
  isOpen: boolean,
  rows: number,
): readonly number[] | undefined {
  const [widths, setWidths] = useState<readonly number[]>();
  const isWanted = isOpen && rows > telling && widths === undefined;
  useLayoutEffect(() => {
    const head = place.current?.tHead?.rows[0];
    if (isWanted && head) setWidths(Array.from(head.cells, ({ offsetWidth }) => offsetWidth));
  }, [place, isWanted]);
  return isOpen || rows > long ? widths : undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

interface RowProps {
  readonly row: TableRow;
  readonly Cell: 'th' | 'td';
  /** Its words are still coming: they do not push the columns about. */
  readonly isGrowing?: boolean;
  /** Of each column, as `left,,right`. */
  readonly sides: string;
  drawAll(children: readonly Nodes[]): ReactNode;
}

/** A long table is one open block, so each of its rows stays as it is once it does not grow any more. */
const Row = memo(function Row({ row, Cell, isGrowing = false, sides, drawAll }: RowProps) {
  const side = sides.split(',');
  return (
    <tr className={isGrowing ? 'is-growing' : undefined}>
      {row.children.map((cell, index) => (
        <Cell
          key={index}
          className={side[index] ? `is-${side[index]}` : undefined}
          scope={Cell === 'th' ? 'col' : undefined}
        >
          {drawAll(cell.children)}
        </Cell>
      ))}
    </tr>
  );
});

const csvOf = ({ children }: Table): string =>
  children.map((row) => row.children.map((cell) => quoted(wordsIn(cell))).join(',')).join('\r\n');

const wordsIn = (node: Nodes): string => {
  if ('children' in node) return node.children.map(wordsIn).join('');
  return 'value' in node ? node.value : '';
};

/** A spreadsheet runs what begins like a formula, so such a cell is marked as text. */
function quoted(words: string): string {
  const harmless = /^[=+\-@\t\r]/.test(words) && Number.isNaN(Number(words)) ? `'${words}` : words;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
