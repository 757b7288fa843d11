const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What the key is called that starts shortcuts here. */
export const commandKey = isApple ? '⌘' : 'Ctrl';

/** Whether somebody types text into what a key was pressed in. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether something lies over the page that keeps the keys for itself. */
export const isCovered = (): boolean => document.querySelector('dialog[open], .floating') !== null;
