import { common, createLowlight } from 'lowlight';

// highlight.js through lowlight, which gives a tree instead of HTML.
const lowlight = createLowlight(common);

type Tree = ReturnType<typeof lowlight.highlight>['children'][number];

/** A piece of code and the class of its colour; '' for none. */
export type ColourRun = readonly [className: string, text: string];

/** Code as pieces of one colour each, which together are the code; undefined for a language nobody here knows. */
export function colourRuns(language: string, code: string): readonly ColourRun[] | undefined {
  const name = language.toLowerCase();
  if (!lowlight.registered(name)) return undefined;
  const runs: [string, string][] = [];
  collect(lowlight.highlight(name, code).children, '', runs);
  return runs;
}

function collect(nodes: readonly Tree[], className: string, runs: [string, string][]): void {
  for (const node of nodes) {
    if (node.type === 'text') append(runs, className, node.value);
    else if (node.type === 'element') collect(node.children as Tree[], classOf(node), runs);
  }
}

function classOf(node: Extract<Tree, { type: 'element' }>): string {
  const classes = node.properties['className'];
  return Array.isArray(classes) ? classes.join(' ') : '';
}

function append(runs: [string, string][], className: string, text: string): void {
  const last = runs.at(-1);
  if (last?.[0] === className) last[1] += text;
  else runs.push([className, text]);
}
