const textLine = 24;
const codeLine = 20;
const tableRow = 37;
const gap = 12;
/** Its frame and its bar of buttons; its frame and the distance below it. */
const codeBegin = 60;
const codeEnd = 14;
/** Buttons below it, and what is around it. */
const frame = 40;

/**
 * About how high a text in markdown will stand, in px: browsers keep this place for what is far from the screen, and the
 * less it is wrong, the less the scroll bar jumps. `width`: of the window.
 */
export function likelyHeight(text: string, width: number): number {
  const perLine = width < 768 ? 44 : 92;
  let isCode = false;
  let height = frame;
  for (const line of text.split('\n')) {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) height += isCode ? codeEnd : codeBegin;
    else height += isCode ? codeLine : lineHeight(line, perLine);
    if (isFence) isCode = !isCode;
  }
  return height;
}

function lineHeight(line: string, perLine: number): number {
  if (line.trim() === '') return gap;
  if (/^\s*\|/.test(line)) return /^[\s|:-]+$/.test(line) ? 0 : tableRow;
  return Math.ceil(line.length / perLine) * textLine;
}
