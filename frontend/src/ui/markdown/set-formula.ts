import 'katex/dist/katex.min.css';
import katex from 'katex';

/** Sets a formula into an element; false if it is not a formula. No command may reach out of it (`trust`), none may run away. */
export function setFormula(source: string, element: HTMLElement, isDisplay: boolean): boolean {
  try {
    katex.render(source, element, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxExpand: 500,
      maxSize: 20,
    });
    return true;
  } catch {
    element.replaceChildren();
    return false;
  }
}
