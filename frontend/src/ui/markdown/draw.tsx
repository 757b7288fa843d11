import type { Image, Link, List, ListItem, Nodes, Parents } from 'mdast';
import type { ReactNode } from 'react';
import { Fragment, memo } from 'react';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import { ownPicture, safeLink } from './safe-link.ts';
import { TableBlock } from './table-block.tsx';

type Drawings = { readonly [T in Nodes['type']]?: (node: Extract<Nodes, { type: T }>) => ReactNode };

/** Children drawn in order; their place is their key, for a text only grows at its end. */
export const drawAll = (children: readonly Nodes[]): ReactNode =>
  children.map((child, index) => <Fragment key={index}>{draw(child)}</Fragment>);

/** A node as React elements. What has no drawing of its own, raw HTML before all, is shown as the text it is. */
export function draw(node: Nodes): ReactNode {
  const drawing = drawings[node.type] as ((node: Nodes) => ReactNode) | undefined;
  if (drawing !== undefined) return drawing(node);
  if ('children' in node) return drawAll(node.children);
  return 'value' in node ? node.value : null;
}

const inside = ({ children }: Parents): ReactNode => drawAll(children);

/** A long text as several nodes: the browser lays out again only those that changed. */
const longText = 4000;

function TextView({ value }: { readonly value: string }) {
  if (value.length <= longText) return value;
  return value.match(/[^]{1,2000}/g)?.map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}

const drawings: Drawings = {
  text: ({ value }) => <TextView value={value} />,
  paragraph: (node) => <p>{inside(node)}</p>,
  heading: (node) => <p className="markdown-heading">{inside(node)}</p>,
  emphasis: (node) => <em>{inside(node)}</em>,
  strong: (node) => <strong>{inside(node)}</strong>,
  delete: (node) => <del>{inside(node)}</del>,
  blockquote: (node) => <blockquote>{inside(node)}</blockquote>,
  break: () => <br />,
  thematicBreak: () => <hr />,
  inlineCode: ({ value }) => <code>{value}</code>,
  code: ({ lang, value }) => <CodeBlock language={lang ?? ''} code={value} isOpen={false} />,
  inlineMath: ({ value }) => <Formula source={value} />,
  math: ({ value }) => <Formula source={value} isDisplay />,
  table: (node) => <TableBlock table={node} isOpen={false} drawAll={drawAll} />,
  list: (node) => <ListView list={node} />,
  link: (node) => <LinkView link={node} />,
  image: (node) => <ImageView image={node} />,
  definition: () => null,
  footnoteReference: ({ label, identifier }) => <sup>[{label ?? identifier}]</sup>,
  footnoteDefinition: (node) => (
    <div className="markdown-footnote">
      <sup>[{node.label ?? node.identifier}]</sup> {inside(node)}
    </div>
  ),
};

function ListView({ list }: { readonly list: List }) {
  const items = list.children.map((item, index) => <ItemView key={index} item={item} spread={list.spread ?? false} />);
  return list.ordered ? <ol start={list.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
}

interface ItemProps {
  readonly item: ListItem;
  readonly spread: boolean;
}

const placeOf = ({ item: { position } }: ItemProps): string => `${position?.start.offset}-${position?.end.offset}`;

/** A long list is one open block, so each of its items stays as it is once it does not grow any more. */
const ItemView = memo(
  function ItemView({ item, spread }: ItemProps) {
    const [first, ...rest] = item.children;
    return (
      <li className={isTask(item) ? 'markdown-task' : undefined}>
        {isTask(item) && <TaskBox isDone={item.checked === true} />}
        {first?.type === 'paragraph' && !spread ? drawAll(first.children) : first && draw(first)}
        {drawAll(rest)}
      </li>
    );
  },
  // A text only grows at its end, so what stands between the same two places is the same.
  (before, after) =>
    before.spread === after.spread && (before.item === after.item || placeOf(before) === placeOf(after)),
);

const isTask = ({ checked }: ListItem): boolean => typeof checked === 'boolean';

const TaskBox = ({ isDone }: { readonly isDone: boolean }) => (
  <input type="checkbox" checked={isDone} disabled aria-label={isDone ? 'Done' : 'To do'} />
);

function LinkView({ link }: { readonly link: Link }) {
  const address = safeLink(link.url);
  if (address === undefined) return drawAll(link.children);
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={link.title ?? undefined}>
      {drawAll(link.children)}
    </a>
  );
}

/** Somebody else's picture would be fetched from them, so it is a link that a person follows or not. */
function ImageView({ image: { url, alt } }: { readonly image: Image }) {
  const own = ownPicture(url);
  if (own !== undefined) return <img src={own} alt={alt ?? ''} />;
  const address = safeLink(url);
  const words = `Picture: ${alt || 'without a description'}`;
  if (address === undefined) return words;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {words}
    </a>
  );
}
