import { memo, useMemo, useRef } from 'react';
import { BlockView } from './block-view.tsx';
import { emptyDocument, finish, grow } from './growing-document.ts';
import type { Block } from './open-parts.ts';
import './markdown.css';

interface MarkdownProps {
  readonly text: string;
  /** More is coming: the end is shown as what it is about to become. */
  readonly isGrowing?: boolean;
}

/** A text in markdown. While it grows only its open end is parsed and drawn again; what is finished stays untouched. */
export const Markdown = memo(function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const blocks = useBlocks(text, isGrowing);
  const topLevel = useMemo(() => shallowestHeading(text), [text]);
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        <BlockView
          key={block.key}
          block={block}
          isOpen={isGrowing && index === blocks.length - 1}
          topLevel={block.node.type === 'heading' ? topLevel : 0}
        />
      ))}
    </div>
  );
});

function useBlocks(text: string, isGrowing: boolean): readonly Block[] {
  const grown = useRef(emptyDocument);
  return useMemo(() => {
    if (!isGrowing) return finish(grown.current, text);
    grown.current = grow(grown.current, text);
    return [...grown.current.settled, ...grown.current.open];
  }, [text, isGrowing]);
}

/** Answers begin their headings anywhere; on the page the first level follows the message's own heading. */
function shallowestHeading(text: string): number {
  let level = 6;
  for (const [, marks] of text.matchAll(/^ {0,3}(#{1,6})[ \t]/gm)) level = Math.min(level, marks?.length ?? 6);
  return level;
}
