import { common, createLowlight } from 'lowlight';
import type { ReactNode } from 'react';

// highlight.js through lowlight, which gives a tree instead of HTML; loaded with the first piece of code.
const lowlight = createLowlight(common);

type Tree = ReturnType<typeof lowlight.highlight>['children'][number];

/** Code in colours; undefined for a language nobody here knows. */
export function colourCode(language: string, code: string): ReactNode {
  const name = language.toLowerCase();
  return lowlight.registered(name) ? coloured(lowlight.highlight(name, code).children) : undefined;
}

const coloured = (nodes: readonly Tree[]): ReactNode =>
  nodes.map((node, index) => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return null;
    const classes = node.properties['className'];
    return (
      <span key={index} className={Array.isArray(classes) ? classes.join(' ') : undefined}>
        {coloured(node.children as Tree[])}
      </span>
    );
  });
