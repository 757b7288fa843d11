const codeSpan = /(`+[^`]*`+)/;
const fence = /^\s*(`{3,}|~{3,})/;
const round = /\\\((.+?)\\\)/g;
const square = /\\\[(.+?)\\\]/g;
/** As Pandoc reads it: no space inside the dollars, no digit after them, so that prices stay prices. */
const single = /(?<![\\$\w])\$(?![\s$])([^$]*?[^\s$\\]|[^\s$\\])\$(?![\w$])/g;
const formula = '$$$$$1$$$$';

/** Writes the formulas of models, in `\(…\)`, `\[…\]` or single dollars, in double dollars; keeps lines and code as they are. */
export function inDollars(text: string): string {
  if (!/\$|\\[([]/.test(text)) return text;
  const state: State = { fence: undefined, inSquare: false };
  return text
    .split('\n')
    .map((line) => nextLine(line, state))
    .join('\n');
}

/** Whether a text ends inside of a fence or a formula, so that what follows it cannot be read by itself. */
export function leavesOpen(text: string): boolean {
  if (!/`{3}|~{3}|\\\[/.test(text)) return false;
  const state: State = { fence: undefined, inSquare: false };
  for (const line of text.split('\n')) nextLine(line, state);
  return state.fence !== undefined || state.inSquare;
}

/** What the lines so far have opened. */
interface State {
  fence: string | undefined;
  inSquare: boolean;
}

function nextLine(line: string, state: State): string {
  if (state.inSquare) {
    state.inSquare = !closesSquare.test(line);
    return state.inSquare ? line : line.replace('\\]', '$$$$');
  }
  if (isCode(line, state)) return line;
  state.inSquare = opensSquare.test(line);
  return state.inSquare ? line.replace('\\[', '$$$$') : lineInDollars(line);
}

/** Whether a line belongs to a fenced block, its fences included. */
function isCode(line: string, state: State): boolean {
  const mark = fence.exec(line)?.[1];
  if (state.fence === undefined) {
    state.fence = mark;
    return mark !== undefined;
  }
  if (mark?.startsWith(state.fence)) state.fence = undefined;
  return true;
}

const opensSquare = /^\s*\\\[\s*$/;
const closesSquare = /^\s*\\\]\s*$/;

function lineInDollars(line: string): string {
  return line
    .split(codeSpan)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(round, formula).replace(square, formula).replace(single, formula),
    )
    .join('');
}
