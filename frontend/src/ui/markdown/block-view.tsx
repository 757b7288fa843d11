import type { Heading, RootContent } from 'mdast';
import type { ReactNode } from 'react';
import { memo } from 'react';
import { CodeBlock } from './code-block.tsx';
import { Diagram } from './diagram.tsx';
import { Formula } from './formula.tsx';
import { draw, drawAll } from './draw.tsx';
import type { Block } from './open-parts.ts';
import { TableBlock } from './table-block.tsx';

interface BlockViewProps {
  readonly block: Block;
  /** Its end has not arrived: what only makes sense as a whole is not drawn yet. */
  readonly isOpen: boolean;
  /** Which heading level of the text is its first; 0 for what is no heading. */
  readonly topLevel: number;
}

/** One block; drawn again only when its source or its openness changes. */
export const BlockView = memo(
  function BlockView({ block: { node }, isOpen, topLevel }: BlockViewProps) {
    return drawBlock(node, isOpen, topLevel);
  },
  (before, after) =>
    before.block.source === after.block.source &&
    before.block.node.type === after.block.node.type &&
    before.isOpen === after.isOpen &&
    before.topLevel === after.topLevel,
);

type Whole = {
  readonly [T in RootContent['type']]?: (node: Extract<RootContent, { type: T }>, isOpen: boolean) => ReactNode;
};

/** Blocks that look different while they grow. */
const whole: Whole = {
  code: ({ lang, value }, isOpen) =>
    lang === 'mermaid' && !isOpen ? (
      <Diagram source={value} />
    ) : (
      <CodeBlock language={lang ?? ''} code={value} isOpen={isOpen} />
    ),
  html: ({ value }) => <p className="markdown-source">{value}</p>,
  math: ({ value }, isOpen) => <Formula source={value} isDisplay isOpen={isOpen} />,
  table: (node, isOpen) => <TableBlock table={node} isOpen={isOpen} drawAll={drawAll} />,
  paragraph: (node, isOpen) => {
    const [only, more] = node.children;
    if (only?.type !== 'inlineMath' || more !== undefined) return draw(node);
    return <Formula source={only.value} isDisplay isOpen={isOpen} />;
  },
};

function drawBlock(node: RootContent, isOpen: boolean, topLevel: number): ReactNode {
  if (node.type === 'heading') return <AnswerHeading node={node} topLevel={topLevel} />;
  const drawing = whole[node.type] as ((node: RootContent, isOpen: boolean) => ReactNode) | undefined;
  return drawing === undefined ? draw(node) : drawing(node, isOpen);
}

const tags = ['h3', 'h4', 'h5', 'h6'] as const;

function AnswerHeading({ node, topLevel }: { readonly node: Heading; readonly topLevel: number }) {
  const Tag = tags[Math.min(3, Math.max(0, node.depth - topLevel))] ?? 'h6';
  return <Tag>{drawAll(node.children)}</Tag>;
}
