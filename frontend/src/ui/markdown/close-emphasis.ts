interface Scan {
  /** Opening marks nobody has closed yet, outermost first. */
  readonly open: string[];
  /** Where the text ends once a dangling mark at its end is left out. */
  end: number;
}

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

/** The text with open emphasis, strong, strike-through and code spans closed, so that they show as what they become. */
export function closeEmphasis(text: string): string {
  const scan: Scan = { open: [], end: text.length };
  for (const match of text.matchAll(/\\.|(`+)|(\*+|_+|~+)/gs)) {
    const run = match[0];
    if (run.startsWith('\\')) continue;
    if (run.startsWith('`')) takeTicks(scan, text, run, match.index);
    else if (!scan.open.at(-1)?.startsWith('`')) takeMark(scan, text, run, match.index);
  }
  const kept = text.slice(0, scan.end).trimEnd();
  return scan.open.length === 0 && scan.end === text.length ? text : kept + scan.open.reverse().join('');
}

function takeTicks(scan: Scan, text: string, run: string, at: number): void {
  const { open } = scan;
  const top = open.at(-1);
  if (top === run) open.pop();
  else if (at + run.length === text.length) scan.end = at;
  else if (!top?.startsWith('`')) open.push(run);
}

function takeMark(scan: Scan, text: string, run: string, at: number): void {
  const before = text[at - 1];
  const after = text[at + run.length];
  const rest = isSpace(before) ? run : closed(scan.open, run);
  if (rest === '') return;
  // At the very end it may still become any mark: it waits for what follows.
  if (after === undefined) scan.end = at + run.length - rest.length;
  else if (!isSpace(after) && mayOpen(run, before)) scan.open.push(rest);
}

/** Underscores inside a word are part of it, and one tilde means about. */
const mayOpen = (run: string, before: string | undefined): boolean =>
  run !== '~' && (!run.startsWith('_') || !/\w/.test(before ?? ' '));

/** What is left of a run after it closed what it could. */
function closed(open: string[], run: string): string {
  let rest = run;
  for (let top = open.at(-1); top !== undefined && rest !== '' && rest.startsWith(top); top = open.at(-1)) {
    rest = rest.slice(top.length);
    open.pop();
  }
  return rest;
}
