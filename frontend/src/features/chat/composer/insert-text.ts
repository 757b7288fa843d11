/** Puts text in place of what stands between two places, as if it had been typed: it can be undone, and listeners hear of it. */
export function insertText(field: HTMLTextAreaElement, text: string, from: number, to: number): void {
  field.focus();
  field.setSelectionRange(from, to);
  const command = text === '' ? 'delete' : 'insertText';
  // Out of fashion, but nothing else keeps the undo history of a field.
  if ((from === to && text === '') || document.execCommand(command, false, text)) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
