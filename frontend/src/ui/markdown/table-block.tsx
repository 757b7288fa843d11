import type { Nodes, Table, TableRow } from 'mdast';
import type { ReactNode } from 'react';
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
  const cells = (row: TableRow, Cell: 'th' | 'td') =>
    row.children.map((cell, index) => (
      <Cell key={index} className={alignment(table, index)} scope={Cell === 'th' ? 'col' : undefined}>
        {drawAll(cell.children)}
      </Cell>
    ));
  return (
    <div className="table-block">
      <div className="table-block-scroll" tabIndex={0} role="region" aria-label="Table">
        <table>
          <thead>{head && <tr>{cells(head, 'th')}</tr>}</thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>{cells(row, 'td')}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isOpen && <CopyButton label="Copy table as CSV" text={() => csvOf(table)} />}
    </div>
  );
}

const alignment = ({ align }: Table, index: number): string | undefined => {
  const side = align?.[index];
  return side ? `is-${side}` : undefined;
};

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
