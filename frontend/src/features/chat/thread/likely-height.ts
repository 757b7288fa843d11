const textLine = 24;
const codeLine = 20;
const tableRow = 39;
const gap = 12;
/** What an item of a list stands apart. */
const itemGap = 4;
/** Around the rows of a table: its bar of buttons. */
const tableFrame = 30;
/** Around the lines of code: its bar of buttons, and its padding; then how much more than `gap` is below it. */
const codeFrame = 63;
const codeEnd = 2;
/** The buttons below it. */
const frame = 32;

const isFence = (line: string): boolean => /^\s*(```|~~~)/.test(line);
const isRow = (line: string | undefined): boolean => /^\s*\|/.test(line ?? '');

/**
 * About how high a text in markdown will stand, in px: browsers keep this place for what is far from the screen, and the
 * less it is wrong, the less the page jumps when it comes near. `width`: of the window.
 */
export function likelyHeight(text: string, width: number): number {
  const perLine = width < 768 ? 44 : 92;
  const lines = text.split('\n');
  let isCode = false;
  let height = frame;
  for (const [index, line] of lines.entries()) {
    if (isFence(line)) height += isCode ? codeEnd : codeFrame;
    else if (isCode) height += codeLine;
    else if (isRow(line)) height += rowHeight(line, lines[index - 1]);
    else height += lineHeight(line, perLine);
    if (isFence(line)) isCode = !isCode;
  }
  return height;
}

/** The rule below the head is no row, and the first row brings the frame. */
function rowHeight(line: string, before: string | undefined): number {
  if (/^[\s|:-]+$/.test(line)) return 0;
  return isRow(before) ? tableRow : tableFrame + tableRow;
}

function lineHeight(line: string, perLine: number): number {
  if (line.trim() === '') return gap;
  const isItem = /^\s*([-*+]|\d+[.)])\s/.test(line);
  return Math.ceil(line.length / perLine) * textLine + (isItem ? itemGap : 0);
}
